// The browser's side of a quiz: it shows the questions, sends an answer, shows what the kernel says about it.
// What is right, and why, comes from the kernel and only after an answer.

const PATIENCE = 5000; // milliseconds without a reply, after which the learner is told so
const SILENT = "No reply yet. The kernel may be busy; if it was stopped or restarted, run this cell again.";

// Rich text is a list of paragraphs: {code: "lines"} or {parts: [{text}, {code}, ...]}.
function written(paragraphs) {
  return paragraphs.map((paragraph) => paragraph.code !== undefined
    ? element("pre", {}, element("code", {}, paragraph.code))
    : element("p", {}, ...inline(paragraph)));
}

function inline({ parts }) {
  return parts.map((part) => (part.code !== undefined ? element("code", {}, part.code) : part.text));
}

// Each maker returns {node, read(), give(answer)}: the fields, the answer in them, and an answer put into them.
const makers = {
  choice(question, id) {
    const node = element("div", { class: "nnkit-answers" });
    const radios = question.options.map((option, i) => {
      const radio = element("input", { type: "radio", name: id, value: i });
      node.append(element("label", {}, radio, element("span", {}, ...option.flatMap(inline))));
      return radio;
    });
    return {
      node,
      read: () => { const i = radios.findIndex((radio) => radio.checked); return i < 0 ? null : i; },
      give: (answer) => { if (radios[answer]) radios[answer].checked = true; },
    };
  },

  number(question, id) {
    const box = element("input", {
      type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", maxlength: 40, id: `${id}-box`,
    });
    const node = element("p", { class: "nnkit-number" }, element("label", { for: `${id}-box` }, "Your answer"), box);
    return { node, read: () => box.value, give: (answer) => { box.value = answer; } };
  },

  order(question, id) {
    const list = element("ol", { class: "nnkit-lines" });
    const moved = element("span", { class: "nnkit-unseen", "aria-live": "polite" });
    const help = element("p", { class: "nnkit-help", id: `${id}-help` },
      "Move a line with its arrow buttons, or press Alt+↑ or Alt+↓ on one of them.");
    const lines = () => [...list.children];

    function move(item, step) {
      const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
      const focused = document.activeElement;
      if (other) other[step < 0 ? "before" : "after"](item);
      if (item.contains(focused)) focused.focus();  // moving a node takes its focus away
      const all = lines();
      moved.textContent = `${item.dataset.line.trim()}: line ${all.indexOf(item) + 1} of ${all.length}`;
    }
    for (const text of question.lines) {
      const arrow = (sign, word, step) => element("button", {
        type: "button", "aria-label": `${word}: ${text.trim()}`, "aria-describedby": `${id}-help`, title: `${word} (Alt+${sign})`,
        onclick: () => move(item, step),
      }, sign);
      const item = element("li", { "data-line": text },
        arrow("↑", "Up", -1), arrow("↓", "Down", 1), element("code", {}, text));
      item.addEventListener("keydown", (event) => {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (event.altKey) return move(item, step);
        const next = step < 0 ? item.previousElementSibling : item.nextElementSibling;
        const column = [...item.children].indexOf(document.activeElement);
        next?.children[Math.max(column, 0)].focus();
      });
      list.append(item);
    }
    return {
      node: element("div", {}, list, help, moved),
      read: () => lines().map((item) => item.dataset.line),
      give: (answer) => {
        for (const text of answer) list.append(lines().find((item) => item.dataset.line === text));
      },
    };
  },
};

// One question: its fields, a button to check them, and beside it what the kernel says.
function questionCard(question, position, id, check) {
  const fields = makers[question.kind](question, id);
  const verdict = element("div", { class: "nnkit-verdict", role: "status" });
  const button = element("button", { type: "submit" }, "Check");
  const node = element("form", { class: "nnkit-quiz-card", novalidate: true },
    element("fieldset", { "aria-describedby": `${id}-prompt` },
      element("legend", {}, `Question ${position}`, question.from ? element("small", {}, ` ${question.from}`) : ""),
      element("div", { class: "nnkit-prompt", id: `${id}-prompt` }, ...written(question.prompt)), fields.node),
    element("div", { class: "nnkit-checking" }, button, verdict));
  let waiting = 0;

  function say(kind, label, ...content) {
    clearTimeout(waiting);
    verdict.className = `nnkit-verdict ${kind}`;
    verdict.replaceChildren(element("p", {}, label ? element("strong", {}, label) : "", ...content));
  }
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    verdict.replaceChildren();  // emptied, so that a verdict that comes again is read out again
    waiting = setTimeout(() => say("", "", SILENT), PATIENCE);
    try {
      check(fields.read());
    } catch {  // there is no kernel to send it to
      say("", "", SILENT);
    }
  });
  return {
    node,
    show(given, restore) {
      if (restore) fields.give(given.answer);
      const [first, ...rest] = written(given.text);
      say(`nnkit-${given.mark}`, given.label, " ", ...first.childNodes);
      verdict.append(...rest);
    },
  };
}

function render({ model, el }) {
  const spec = model.get("spec");
  const id = `nnkit-${Math.random().toString(36).slice(2)}`;
  const root = element("section", {
    class: "nnkit-panel nnkit-quiz", "aria-labelledby": `${id}-title`, "data-lm-suppress-shortcuts": "true",
  });
  const summary = element("p", { class: "nnkit-readout nnkit-summary", role: "status" });
  const cards = new Map(spec.questions.map((question, i) => [
    question.id,
    questionCard(question, i + 1, `${id}-${i}`, (answer) => model.send({ type: "check", id: question.id, answer })),
  ]));
  root.append(element("h4", { id: `${id}-title` }, spec.title), element("p", { class: "nnkit-question" }, spec.intro),
    ...[...cards.values()].map((card) => card.node), summary);
  el.replaceChildren(root);
  // JupyterLab listens for keys on the page: what is typed in a quiz stays in the quiz.
  keepKeys(root);

  // After "look" the kernel sends everything given so far; after "check", that one answer's verdict.
  let fresh = true;
  function onMessage(message) {
    if (message.type !== "verdicts" || (message.all && !fresh)) return;
    if (message.all) fresh = false;
    for (const [name, given] of Object.entries(message.given)) cards.get(name)?.show(given, message.all);
    if (summary.textContent !== message.summary) summary.textContent = message.summary;
  }
  model.on("msg:custom", onMessage);
  model.send({ type: "look" });

  const checkLook = () => root.classList.toggle("nnkit-dark", isDark(el.isConnected ? el : document.body));
  const themed = new MutationObserver(() => requestAnimationFrame(checkLook));
  themed.observe(document.body, { attributes: true });
  requestAnimationFrame(checkLook);
  return () => {
    themed.disconnect();
    model.off("msg:custom", onMessage);
  };
}

export default { render };
