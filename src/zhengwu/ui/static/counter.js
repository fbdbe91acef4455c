// The counter without a mouse: the first field has the focus, Ctrl+Enter sends, and the receipt has a button to print.
"use strict";

const taking = document.querySelector("form[data-counter]");
if (taking) {
  const first = document.querySelector(".problems") || taking.querySelector(
    "textarea, select, input:checked, input:not([type=hidden]):not([type=file]), button",
  );
  first.focus();
  taking.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) taking.requestSubmit();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  button.focus();
}
