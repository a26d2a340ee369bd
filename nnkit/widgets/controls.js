// The controls of a panel, each with an accessible name, and the buttons of what goes on by itself.

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
    function limit({ max }) { range.max = box.max = max ?? control.max; }
    return { node: element("div", { class: "nnkit-slider" }, range, box), show, limit };
  },
  Stepper(control, id, changed) {
    let max = control.max;
    const range = element("input", { type: "range", id, min: control.min, max, step: 1 });
    const place = element("output", { for: id });
    const go = (value) => { show(Math.min(Math.max(value, control.min), max)); changed(Number(range.value)); };
    const button = (text, name, by) => element("button",
      { type: "button", "aria-label": name, title: name, onclick: () => go(Number(range.value) + by) }, text);
    range.addEventListener("input", () => go(Number(range.value)));
    function show(value) {
      range.value = value;
      place.textContent = `${range.value} of ${max}`;
      range.setAttribute("aria-valuetext", place.textContent);
    }
    function limit(limits) { max = limits.max ?? control.max; range.max = max; }
    const node = element("div", { class: "nnkit-stepper" }, button("◂", `${control.label}: one back`, -1), range,
      button("▸", `${control.label}: one on`, 1), place);
    return { node, show, limit };
  },
  Scale(control, id, changed) {
    let options = control.options;
    const range = element("input", { type: "range", id, min: 0, max: options.length - 1, step: 1 });
    const text = element("output", { for: id });
    const say = () => {
      text.textContent = String(options[range.value]).replace("-", "−");
      range.setAttribute("aria-valuetext", text.textContent);
    };
    range.addEventListener("input", () => { say(); changed(options[range.value]); });
    function limit(limits) { options = limits.options ?? control.options; range.max = options.length - 1; }
    const show = (value) => { range.value = options.indexOf(value); say(); };
    return { node: element("div", { class: "nnkit-scale" }, range, text), show, limit };
  },
  Choice(control, id, changed) {
    const select = element("select", { id });
    let options = [];
    function limit(limits) {
      const now = limits.options ?? control.options;
      if (JSON.stringify(now) === JSON.stringify(options)) return;
      options = now;
      select.replaceChildren(...options.map((option, i) => element("option", { value: i }, String(option))));
    }
    limit({});
    select.addEventListener("change", () => changed(options[select.value]));
    return { node: select, show: (value) => { select.value = options.indexOf(value); }, limit };
  },
  Toggle(control, id, changed) {
    const box = element("input", { type: "checkbox", id });
    box.addEventListener("change", () => changed(box.checked));
    return { node: box, show: (value) => { box.checked = value; } };
  },
  Text(control, id, changed) {
    const list = control.examples.length ? `${id}-examples` : null;
    const box = element("input", { type: "text", id, list, spellcheck: "false", autocomplete: "off" });
    box.addEventListener("change", () => changed(box.value));
    const node = element("div", {}, box);
    if (list) node.append(element("datalist", { id: list }, ...control.examples.map((value) => element("option", { value }))));
    return { node, show: (value) => { if (document.activeElement !== box) box.value = value; } };
  },
  Drawing(control, id, changed) {
    const { width, height } = control;
    const pad = element("canvas", { id, width, height, role: "img", class: "nnkit-pad", "aria-label": control.label });
    const clear = element("button", { type: "button", onclick: () => { strokes = []; draw(); changed(strokes); } }, "Clear");
    let strokes = [], pen = null;
    function draw() {
      const context = pad.getContext("2d");
      context.clearRect(0, 0, width, height);
      Object.assign(context, { lineWidth: control.line, lineCap: "round", lineJoin: "round", strokeStyle: getComputedStyle(pad).color });
      for (const stroke of strokes) {
        context.beginPath();
        for (const [x, y] of stroke) context.lineTo(x * width, y * height);
        if (stroke.length === 1) context.lineTo(stroke[0][0] * width + 0.1, stroke[0][1] * height);
        context.stroke();
      }
    }
    const inside = (value) => Math.round(1000 * Math.min(Math.max(value, 0), 1)) / 1000;
    function put(event) {
      const box = pad.getBoundingClientRect();
      for (const at of event.getCoalescedEvents?.() ?? [event]) {
        pen.push([inside((at.clientX - box.left) / box.width), inside((at.clientY - box.top) / box.height)]);
      }
      draw();
      changed(strokes);
    }
    pad.addEventListener("pointerdown", (event) => {
      pad.setPointerCapture(event.pointerId);
      pen = [];
      strokes = control.single ? [pen] : [...strokes, pen];
      put(event);
    });
    pad.addEventListener("pointermove", (event) => { if (pen) put(event); });
    for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { pen = null; });
    const show = (value) => { if (!pen) { strokes = value; draw(); } };
    return { node: element("div", { class: "nnkit-drawing" }, pad, clear), show };
  },
};

// Play, step and start again, with a bar where the end is known; `act(name)` tells the kernel.
function runBar(texts, act) {
  const toggle = () => act(playing ? "pause" : "play");
  const play = element("button", { type: "button", class: "nnkit-play", onclick: toggle }, `▶ ${texts.play}`);
  const bar = element("progress", { max: 1, "aria-label": "progress" });
  let playing = false;
  const others = ["step", "restart"].filter((name) => texts[name])
    .map((name) => element("button", { type: "button", onclick: () => act(name) }, texts[name]));
  function show(run) {
    playing = run.playing;
    node.hidden = !run.shown;
    play.textContent = playing ? `❚❚ ${texts.pause}` : `▶ ${texts.play}`;
    play.disabled = run.finished && !playing;
    bar.hidden = run.progress === null;
    bar.value = run.progress ?? 0;
  }
  const pause = () => { if (playing) act("pause"); };
  const node = element("div", { class: "nnkit-run" }, play, ...others, bar);
  return { node, show, pause };
}
