// What pages do better with script; each works without. No part of a page appears or moves because of it.
"use strict";

// A form is sent once: its button rests while the answer is on its way, and wakes when the page is come back to.
function rest(form, asleep) {
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-disabled", asleep ? "true" : "false");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.submitter?.formTarget) return; // a preview in another tab sends nothing here
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  rest(form, true);
  if (form.matches("[data-progress]") && hasFiles(form)) {
    event.preventDefault();
    upload(form, event.submitter);
  }
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-once]")) {
    delete form.dataset.sent;
    rest(form, false);
  }
});

function hasFiles(form) {
  return [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
}

// Uploads with progress; then the browser goes where the answer leads, or shows the page that it holds.
function upload(form, submitter) {
  const line = form.querySelector(".progress-line");
  const bar = line.querySelector("progress");
  const said = line.querySelector("[role=status]");
  const sending = new XMLHttpRequest();
  line.hidden = false;
  sending.upload.addEventListener("progress", (event) => {
    const percent = event.lengthComputable ? Math.round((event.loaded / event.total) * 100) : 0;
    bar.value = percent;
    said.textContent = percent < 100 ? line.dataset.uploading.replace("{percent}", percent) : line.dataset.checking;
  });
  sending.addEventListener("load", () => {
    if (sending.responseURL && sending.responseURL !== location.href && sending.status < 400) {
      location.assign(sending.responseURL);
      return;
    }
    const page = new DOMParser().parseFromString(sending.responseText, "text/html");
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    document.title = page.title;
    document.querySelector("main").focus();
  });
  sending.addEventListener("error", () => {
    said.textContent = line.dataset.failed;
    delete form.dataset.sent;
    rest(form, false);
  });
  sending.open("POST", form.action);
  sending.send(new FormData(form, submitter)); // with what the button says
}

// A place to drop files on, which lists what was chosen.
function list(drop) {
  const names = [...drop.querySelector("input").files].map((file) => {
    const item = document.createElement("li");
    item.textContent = `${file.name} · ${Math.max(1, Math.round(file.size / 1024))} KB`;
    return item;
  });
  drop.querySelector(".dropped").replaceChildren(...names);
}

for (const drop of document.querySelectorAll("[data-drop]")) {
  const input = drop.querySelector("input");
  input.addEventListener("change", () => list(drop));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      list(drop);
    }
  });
}

// A filter that needs no button asks again as soon as something is chosen.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form) form.requestSubmit();
});

// "/" goes to the search box, as long as nobody is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("input[type=search]");
  if (box) {
    event.preventDefault();
    box.focus();
  }
});

// A button that prints is there only where it can.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
