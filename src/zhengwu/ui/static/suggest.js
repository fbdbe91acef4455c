// What may be meant is offered below the search box while somebody types. Without script the box works as it is.
"use strict";

const box = document.getElementById("q");
const list = document.getElementById("suggestions");
const WAIT = 200; // milliseconds of quiet before it is asked
let timer = 0;
let last = "";

async function offer() {
  const text = box.value.trim();
  if (text.length < 2 || text === last) return;
  last = text;
  try {
    const answer = await fetch(`/search/suggest?q=${encodeURIComponent(text)}`);
    const found = answer.ok ? await answer.json() : [];
    if (text !== box.value.trim()) return; // something else was typed meanwhile
    list.replaceChildren(...found.map((one) => new Option("", one)));
  } catch {
    list.replaceChildren(); // nothing to offer is no failure of the page
  }
}

function typed(event) {
  if (event.isComposing) return; // what an input method shows is no text yet
  clearTimeout(timer);
  timer = setTimeout(offer, WAIT);
}

box.addEventListener("input", typed);
box.addEventListener("compositionend", typed);
