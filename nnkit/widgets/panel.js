// The browser's side of a panel: it draws the controls, sends what the learner does, shows each frame.
// Every message sent is answered by one frame; at most two are under way, newer values wait and merge.

const IN_FLIGHT = 2;

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
  let pointed = null;
  let inSight = false;
  let looking = false;
  let url = null;

  function post(message) {
    inFlight += 1;
    model.send({ ...message, view: id });
  }
  function flush() {
    if (inFlight >= IN_FLIGHT) return;
    if (waiting.size) {
      const values = Object.fromEntries(waiting);
      waiting.clear();
      post({ type: "set", values });
    } else if (pointed) {
      post({ type: "point", ...pointed });
      pointed = null;
    }
  }

  // Controls.
  const column = element("div", { class: "nnkit-controls" });
  const run = spec.run ? runBar(spec.run, (action) => post({ type: "run", action })) : null;
  if (run) column.append(run.node);
  const controls = new Map();
  for (const control of spec.controls) {
    const own = `${id}-${control.name}`;
    const made = makers[control.kind](control, own, (value) => { waiting.set(control.name, value); flush(); });
    const row = element("div", { class: `nnkit-row nnkit-${control.kind.toLowerCase()}-row`, title: control.help || null },
      element("label", { for: own }, control.label), made.node);
    controls.set(control.name, { row, show: made.show, limit: made.limit });
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
  if (run) root.addEventListener("keydown", (event) => { if (event.key === "Escape") run.pause(); });
  if (spec.point) {
    const follow = (event) => {
      const box = image.getBoundingClientRect();
      pointed = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
      flush();
    };
    image.classList.add("nnkit-pointed");
    image.addEventListener("pointerdown", (event) => { event.preventDefault(); image.setPointerCapture(event.pointerId); follow(event); });
    image.addEventListener("pointermove", (event) => { if (image.hasPointerCapture(event.pointerId)) follow(event); });
  }
  // JupyterLab listens for keys on the page: what is typed in a figure stays in the figure.
  keepKeys(root);

  function onMessage(message, buffers) {
    if (message.type !== "frame") return;
    if (!message.pushed) inFlight = Math.max(0, inFlight - 1);
    body.hidden = message.locked;
    if (cover) cover.hidden = !message.locked;
    if (!message.locked) {
      const old = url;
      url = URL.createObjectURL(new Blob([buffers[0]], { type: "image/png" }));
      image.src = url;
      image.classList.toggle("nnkit-shown-dark", message.dark); // on a change of theme: which one this frame has
      image.alt = message.readout;
      if (old) setTimeout(() => URL.revokeObjectURL(old), 1000);
      if (message.pushed) image.decode().catch(() => {}).then(() => model.send({ type: "seen", view: id }));
      run?.show(message.run);
      readout.setAttribute("aria-live", message.run?.playing ? "off" : "polite"); // nobody can listen that fast
      if (readout.textContent !== message.readout) readout.textContent = message.readout;
      formula.innerHTML = message.formula;
      said.textContent = message.said ?? "";
      copy.dataset.code = message.code;
      status.textContent = "";
      for (const [name, control] of controls) {
        control.row.hidden = !message.shown.includes(name);
        control.limit?.(message.limits[name] ?? {});
        if (!waiting.has(name)) control.show(message.values[name]);
      }
      message.done.forEach((done, i) => {
        marks[i].textContent = done ? "✓ done" : "to do";
        marks[i].parentElement.classList.toggle("nnkit-done", done);
      });
    }
    if (looking && !message.pushed) {
      looking = false;
      requestAnimationFrame(checkLook); // the theme or the size may have changed meanwhile
    }
    flush();
  }
  model.on("msg:custom", onMessage);

  // Ask for a picture in the page's theme, with exactly as many pixels as are shown, while it is in sight.
  let look = "";
  function checkLook() {
    if (!inSight || looking) return;
    const dark = isDark(el.isConnected ? el : document.body);
    const ratio = devicePixelRatio * ((image.clientWidth || spec.width) / spec.width);
    const now = `${dark} ${ratio.toFixed(3)}`;
    if (now === look) return;
    look = now;
    looking = true;
    root.classList.toggle("nnkit-dark", dark);
    post({ type: "look", dark, ratio });
  }
  const themed = new MutationObserver(checkLook);
  themed.observe(document.body, { attributes: true });
  const resized = new ResizeObserver(() => requestAnimationFrame(checkLook));
  resized.observe(image);
  const sighted = new IntersectionObserver((entries) => {
    inSight = entries[entries.length - 1].isIntersecting;
    checkLook();
  }, { rootMargin: "400px" });
  sighted.observe(root);

  return () => {
    model.send({ type: "gone", view: id });
    themed.disconnect();
    resized.disconnect();
    sighted.disconnect();
    model.off("msg:custom", onMessage);
    if (url) URL.revokeObjectURL(url);
  };
}

export default { render };
