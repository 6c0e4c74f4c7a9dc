// Draws on a photograph the parts that will be blurred, by pointer or by keys; the text field beside it is what is sent.
const STEP = 1, LEAST = 2; // hundredths of a side

function start(form) {
  const place = form.querySelector("[data-photo]"), field = form.querySelector("[name=boxes]");
  const tools = form.querySelector("[data-photo-tools]"), help = form.querySelector("[data-photo-help]");
  if (!place || !field) return;
  tools.hidden = help.hidden = false;
  let boxes = read(field.value), marks = [];

  function read(text) {
    return text.split(";").map((part) => part.split(",").map(Number)).filter((box) => box.length === 4 && box.every(Number.isFinite));
  }

  function write() { field.value = boxes.map((box) => box.map((n) => +n.toFixed(1)).join(",")).join("; "); }

  function fit(box) {
    box[2] = Math.min(Math.max(box[2], LEAST), 100);
    box[3] = Math.min(Math.max(box[3], LEAST), 100);
    box[0] = Math.min(Math.max(box[0], 0), 100 - box[2]);
    box[1] = Math.min(Math.max(box[1], 0), 100 - box[3]);
  }

  function lay(mark, box) {
    const [left, top, width, height] = box;
    Object.assign(mark.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    mark.setAttribute("aria-label", `${boxes.indexOf(box) + 1}: ${box.map(Math.round).join(", ")}`);
  }

  function draw(focused = -1) {
    marks.forEach((mark) => mark.remove());
    marks = boxes.map((box, n) => {
      const mark = document.createElement("button");
      mark.type = "button";
      Object.assign(mark.style, { position: "absolute", background: "rgb(0 0 0 / .55)", border: "2px solid #fff",
        outline: "2px solid #000", padding: "0", cursor: "move", backdropFilter: "blur(10px)" });
      mark.addEventListener("keydown", (event) => move(event, n));
      place.append(mark);
      lay(mark, box);
      return mark;
    });
    write();
    marks[focused]?.focus();
  }

  function move(event, n) {
    const [dx, dy] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key] || [0, 0];
    if (event.key === "Delete" || event.key === "Backspace") { boxes.splice(n, 1); event.preventDefault(); return draw(Math.min(n, boxes.length - 1)); }
    if (!dx && !dy) return;
    event.preventDefault();
    const box = boxes[n], at = event.shiftKey ? 2 : 0;
    box[at] += dx;
    box[at + 1] += dy;
    fit(box);
    lay(marks[n], box);
    write();
  }

  form.querySelector("[data-box-add]").addEventListener("click", () => { boxes.push([40, 40, 20, 20]); draw(boxes.length - 1); });
  form.querySelector("[data-box-undo]").addEventListener("click", () => { boxes.pop(); draw(); });
  field.addEventListener("change", () => { boxes = read(field.value); draw(); });

  let from = null;
  const at = (event) => {
    const ground = place.getBoundingClientRect();
    return [((event.clientX - ground.left) / ground.width) * 100, ((event.clientY - ground.top) / ground.height) * 100];
  };
  place.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest("button")) return;
    event.preventDefault();
    from = at(event);
    boxes.push([...from, LEAST, LEAST]);
    draw();
    place.setPointerCapture(event.pointerId);
  });
  place.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event).map((n) => Math.min(100, Math.max(0, n))), box = boxes.at(-1);
    box.splice(0, 4, Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
    lay(marks.at(-1), box);
  });
  place.addEventListener("pointerup", () => { if (from) { from = null; fit(boxes.at(-1)); draw(); } });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const button = form.querySelector(`[data-do="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });
  draw();
}

document.querySelectorAll("[data-photo-form]").forEach(start);
