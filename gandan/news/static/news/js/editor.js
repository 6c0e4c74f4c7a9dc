// Puts the editor in the place of a text box. Without scripts the box takes plain paragraphs.
const words = {
  bold: "bold", italic: "italic", strike: "strike", link: "link", unlink: "unlink",
  heading: "heading1", quote: "quote", bullets: "bullets", numbers: "numbers", undo: "undo", redo: "redo",
};

document.addEventListener("trix-before-initialize", () => {
  const { lang, blockAttributes } = window.Trix.config;
  const said = document.querySelector("[data-editor]").dataset;
  for (const [ours, theirs] of Object.entries(words)) {
    const word = said["say" + ours[0].toUpperCase() + ours.slice(1)];
    if (word) lang[theirs] = word;
  }
  blockAttributes.heading1.tagName = "h2"; // the title of the page is the only h1
});
// Pictures stand beside the text, with words of their own.
document.addEventListener("trix-file-accept", (event) => event.preventDefault());

for (const place of document.querySelectorAll("[data-editor]")) {
  const box = place.querySelector("textarea");
  const paragraphs = (text) => /<\w+[^>]*>/.test(text)
    ? text
    : text.split(/\n{2,}/).map((block) => {
        const part = document.createElement("div");
        part.textContent = block;
        return part.outerHTML;
      }).join("<br>");
  const editor = document.createElement("trix-editor");
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = box.name;
  field.id = box.id + "_rich";
  field.value = paragraphs(box.value);
  editor.setAttribute("input", field.id);
  editor.className = "input";
  editor.setAttribute("aria-labelledby", box.id + "_label");
  const label = place.querySelector("label");
  if (label) label.id = box.id + "_label";
  box.removeAttribute("name");
  box.hidden = true;
  box.after(field, editor);
}
