// The browser's side of a panel: it draws the controls, sends what the learner does, shows each frame.
// Every message sent is answered by one frame; at most two are under way, newer values wait and merge.

const IN_FLIGHT = 2;

function written(value, decimals) {
  return Number(value).toFixed(decimals).replace("-", "−");
}

// Each maker returns {node, show(value)}; `changed(value)` is called when the learner changes it.
const makers = {
  Slider(control, id, changed) {
    const shared = { min: control.min, max: control.max, step: control.step };
    const range = element("input", { type: "range", id, ...shared });
    const box = element("input", { type: "number", "aria-label": `${control.label}, as a number`, ...shared });
    range.addEventListener("input", () => { show(range.value); changed(Number(range.value)); });
    box.addEventListener("change", () => { if (box.value !== "") changed(Number(box.value)); });
    function show(value) {
      range.value = value;
      range.setAttribute("aria-valuetext", written(value, control.decimals));
      if (document.activeElement !== box) box.value = Number(value).toFixed(control.decimals);
    }
    return { node: element("div", { class: "nnkit-slider" }, range, box), show };
  },
  Choice(control, id, changed) {
    const select = element("select", { id });
    control.options.forEach((option, i) => select.append(element("option", { value: i }, String(option))));
    select.addEventListener("change", () => changed(control.options[select.value]));
    return { node: select, show: (value) => { select.value = control.options.indexOf(value); } };
  },
  Toggle(control, id, changed) {
    const box = element("input", { type: "checkbox", id });
    box.addEventListener("change", () => changed(box.checked));
    return { node: box, show: (value) => { box.checked = value; } };
  },
};

function predictionCard(prediction, id, commit) {
  const button = element("button", { type: "submit" }, "Commit and uncover the figure");
  const answers = element("div", { class: "nnkit-answers" });
  for (const [i, option] of prediction.options.entries()) {
    const radio = element("input", { type: "radio", name: id, value: i, id: `${id}-o${i}` });
    answers.append(element("label", { for: `${id}-o${i}` }, radio, ` ${option}`));
  }
  if (!prediction.options.length) {
    answers.append(element("input", { type: "number", step: "any", "aria-label": "your prediction" }));
  }
  const card = element("form", { class: "nnkit-predict" },
    element("fieldset", {}, element("legend", {}, `Predict first. ${prediction.question}`), answers), button);
  card.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = card.querySelector(prediction.options.length ? "input:checked" : "input");
    if (!input || input.value === "") return card.querySelector("input").focus();
    commit(prediction.options.length ? prediction.options[input.value] : input.value);
  });
  return card;
}

function render({ model, el }) {
  const spec = model.get("spec");
  const id = `nnkit-${Math.random().toString(36).slice(2)}`;
  const root = element("section", { class: "nnkit-panel", "aria-labelledby": `${id}-title`, "data-lm-suppress-shortcuts": "true" });
  const waiting = new Map();
  let inFlight = 0;
  let url = null;

  function post(message) {
    inFlight += 1;
    model.send(message);
  }
  function flush() {
    if (!waiting.size || inFlight >= IN_FLIGHT) return;
    const values = Object.fromEntries(waiting);
    waiting.clear();
    post({ type: "set", values });
  }

  // Controls.
  const column = element("div", { class: "nnkit-controls" });
  const controls = new Map();
  for (const control of spec.controls) {
    const own = `${id}-${control.name}`;
    const made = makers[control.kind](control, own, (value) => { waiting.set(control.name, value); flush(); });
    const row = element("div", { class: `nnkit-row nnkit-${control.kind.toLowerCase()}-row`, title: control.help || null },
      element("label", { for: own }, control.label), made.node);
    controls.set(control.name, { row, show: made.show });
    column.append(row);
  }
  const copy = element("button", { type: "button", onclick: async () => {
    await navigator.clipboard?.writeText(copy.dataset.code).catch(() => {});
    status.textContent = `Copied: ${copy.dataset.code}`;
  } }, "Copy this view");
  column.append(element("div", { class: "nnkit-buttons" },
    element("button", { type: "button", onclick: () => { waiting.clear(); post({ type: "reset" }); } }, "Reset"), copy));

  // Picture, readout, formula, tasks.
  const image = element("img", { alt: "", width: spec.width, height: spec.height });
  const formula = element("div", { class: "nnkit-formula" });
  const readout = element("p", { class: "nnkit-readout", "aria-live": "polite" });
  const status = element("p", { class: "nnkit-status", role: "status" });
  const tasks = element("ul", { class: "nnkit-tasks", "aria-label": "Tasks" });
  const marks = spec.tasks.map((text) => {
    const mark = element("span", { class: "nnkit-mark" }, "to do");
    tasks.append(element("li", {}, mark, ` ${text}`));
    return mark;
  });
  const said = element("p", { class: "nnkit-said", role: "status" });
  const picture = element("div", { class: "nnkit-picture" }, image, formula, readout, tasks, status);
  picture.style.setProperty("--nnkit-width", `${spec.width}px`);
  image.style.aspectRatio = `${spec.width} / ${spec.height}`;
  const body = element("div", { class: "nnkit-body" }, column, picture);
  const cover = spec.prediction
    ? predictionCard(spec.prediction, id, (guess) => post({ type: "predict", guess })) : null;
  root.append(element("h4", { id: `${id}-title` }, spec.title),
    element("p", { class: "nnkit-question" }, spec.question), ...(cover ? [cover] : []), said, body);
  if (cover) body.hidden = true;
  el.replaceChildren(root);
  // JupyterLab listens for keys on the page: what is typed in a figure stays in the figure.
  for (const kind of ["keydown", "keypress", "keyup"]) root.addEventListener(kind, (event) => event.stopPropagation());

  function onMessage(message, buffers) {
    if (message.type !== "frame") return;
    inFlight = Math.max(0, inFlight - 1);
    body.hidden = message.locked;
    if (cover) cover.hidden = !message.locked;
    if (!message.locked) {
      const old = url;
      url = URL.createObjectURL(new Blob([buffers[0]], { type: "image/png" }));
      image.src = url;
      image.alt = message.readout;
      if (old) setTimeout(() => URL.revokeObjectURL(old), 1000);
      if (readout.textContent !== message.readout) readout.textContent = message.readout;
      formula.innerHTML = message.formula;
      said.textContent = message.said ?? "";
      copy.dataset.code = message.code;
      status.textContent = "";
      for (const [name, control] of controls) {
        control.row.hidden = !message.shown.includes(name);
        if (!waiting.has(name)) control.show(message.values[name]);
      }
      message.done.forEach((done, i) => {
        marks[i].textContent = done ? "✓ done" : "to do";
        marks[i].parentElement.classList.toggle("nnkit-done", done);
      });
    }
    flush();
  }
  model.on("msg:custom", onMessage);

  // Ask for a picture in the page's theme, with exactly as many pixels as are shown.
  let look = "";
  function checkLook() {
    const dark = isDark(el.isConnected ? el : document.body);
    const ratio = devicePixelRatio * ((image.clientWidth || spec.width) / spec.width);
    const now = `${dark} ${ratio.toFixed(3)}`;
    if (now === look) return;
    look = now;
    root.classList.toggle("nnkit-dark", dark);
    post({ type: "look", dark, ratio });
  }
  const themed = new MutationObserver(checkLook);
  themed.observe(document.body, { attributes: true });
  const resized = new ResizeObserver(() => requestAnimationFrame(checkLook));
  resized.observe(image);
  requestAnimationFrame(checkLook);

  return () => {
    themed.disconnect();
    resized.disconnect();
    model.off("msg:custom", onMessage);
    if (url) URL.revokeObjectURL(url);
  };
}

export default { render };
