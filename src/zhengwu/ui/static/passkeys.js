// Passkeys: the form fetches what the browser is to sign, lets it sign, and is then sent like any other form.
"use strict";

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// What came as text becomes the bytes that browsers want.
function read(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    for (const one of options[name] || []) one.id = bytes(one.id);
  }
  return options;
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  });
}

async function signed(form) {
  const answer = await fetch(form.dataset.options, { credentials: "same-origin", redirect: "error" });
  if (!answer.ok) throw new Error("no options");
  const publicKey = read(await answer.json());
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey });
}

async function run(form) {
  const said = form.querySelector(".said");
  if (!window.PublicKeyCredential) {
    said.textContent = form.dataset.unable;
    return;
  }
  said.textContent = form.dataset.waiting;
  form.dataset.busy = "yes";
  try {
    form.elements.credential.value = written(await signed(form));
    form.submit();
  } catch (error) {
    said.textContent = error.name === "InvalidStateError" ? form.dataset.known : form.dataset.undone;
  }
  delete form.dataset.busy;
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    const empty = [...form.querySelectorAll("[required]")].some((field) => !field.value);
    if (empty) return; // the house says what is missing
    event.preventDefault();
    if (!form.dataset.busy) run(form);
  });
}

// A page that is come back to asks anew: what was signed is good once.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-passkey]")) form.elements.credential.value = "";
});
