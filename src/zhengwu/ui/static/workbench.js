// Keys of the workbench, and what lists do better with script. Each works without; nothing else depends on it.
"use strict";

const PLACES = { i: "/desk/", s: "/desk/search", r: "/desk/reports", n: "/desk/new" };
let going = 0; // when "g" was pressed; the next key within a second says where to

function rows() {
  return [...document.querySelectorAll("[data-row] a[data-open]")];
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  all[next].focus();
  all[next].closest("[data-row]").scrollIntoView({ block: "nearest" });
}

// Says something to whoever does not see the page.
function announce(text) {
  const place = document.getElementById("announced");
  if (place) place.textContent = text;
}

function boxes() {
  return [...document.querySelectorAll('input[type=checkbox][form="choosing"]')];
}

function tell() {
  const place = document.querySelector("[data-ticked]");
  if (!place) return;
  const count = boxes().filter((box) => box.checked).length;
  place.textContent = count ? place.dataset.ticked.replace("{n}", count) : "";
}

function tick() {
  const box = document.activeElement.closest("[data-row]")?.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  const keys = document.getElementById("keys");
  announce(box.checked ? keys.dataset.chosen : keys.dataset.left);
  tell();
}

function help() {
  const keys = document.getElementById("keys");
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

function toNextStep() {
  document.querySelector(".offers a, .proposal a, .beside .btn, [data-next] input:not([type=hidden])")?.focus();
}

const DEEDS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement.closest("[data-row]")?.querySelector("a[data-open]").click(),
  x: tick,
  n: toNextStep,
  "?": help,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  if (event.target.closest(typing)) return;
  if (going && event.timeStamp - going < 1000 && PLACES[event.key]) {
    const link = document.querySelector(`.places a[href="${PLACES[event.key]}"]`);
    if (link) link.click();
  } else if (event.key === "g") going = event.timeStamp;
  else if (event.key === "/" && !document.querySelector("input[type=search]")) location.assign(PLACES.s);
  else if (DEEDS[event.key]) DEEDS[event.key]();
  else return;
  if (event.key !== "g") going = 0;
  event.preventDefault();
});

document.addEventListener("change", (event) => {
  if (event.target.matches('[form="choosing"]')) tell();
});
window.addEventListener("pageshow", tell);

// A batch goes on by itself while its page is open.
const goOn = document.querySelector("form[data-go-on]");
if (goOn) setTimeout(() => goOn.requestSubmit(), 400);

// What is told once has a button that copies it.
for (const field of document.querySelectorAll("input[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-primary hidden-in-print";
  button.textContent = field.dataset.copy;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = field.dataset.copied;
  });
  field.after(button);
}
