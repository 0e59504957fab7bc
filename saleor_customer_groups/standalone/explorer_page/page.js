"use strict";

const at = (id) => document.getElementById(id);
const TOKEN = "customer-groups-token";

async function ask(query, variables) {
  const headers = { "Content-Type": "application/json" };
  const token = at("token").value.trim();
  if (token) headers.Authorization = `Bearer ${token}`;
  const body = JSON.stringify({ query, variables });
  const response = await fetch("", { method: "POST", headers, body });
  return { status: response.status, answer: await response.json() };
}

async function run() {
  let variables;
  try {
    variables = JSON.parse(at("variables").value.trim() || "{}");
  } catch (error) {
    at("status").textContent = `The variables are not JSON: ${error.message}`;
    return;
  }
  at("status").textContent = "Asking…";
  const began = performance.now();
  try {
    const { status, answer } = await ask(at("query").value, variables);
    const took = Math.round(performance.now() - began);
    at("status").textContent = `HTTP ${status}, ${took} ms`;
    at("answer").textContent = JSON.stringify(answer, null, 2);
  } catch (error) {
    at("status").textContent = `No answer: ${error.message}`;
  }
}

// The schema, a type at a time.

const SCHEMA = `query { __schema { queryType { name } mutationType { name } types {
  kind name description
  fields { name description args { name description defaultValue type { ...T } } type { ...T } }
  inputFields { name description type { ...T } }
  enumValues { name description }
} } }
fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

let types = null;

async function loadTypes() {
  if (types) return;
  const { answer } = await ask(SCHEMA, {});
  types = new Map(answer.data.__schema.types.map((type) => [type.name, type]));
}

function named(type) {
  return type.name || named(type.ofType);
}

function written(type) {
  if (type.kind === "NON_NULL") return `${written(type.ofType)}!`;
  if (type.kind === "LIST") return `[${written(type.ofType)}]`;
  return type.name;
}

function element(tag, text) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  return made;
}

function link(type) {
  const button = element("button", written(type));
  button.type = "button";
  button.addEventListener("click", () => showType(named(type)));
  return button;
}

function showType(name) {
  const type = types.get(name);
  const docs = at("docs");
  docs.replaceChildren(element("h2", name));
  for (const root of ["Query", "Mutation"]) {
    if (root === name) continue;
    docs.append(link({ name: root, kind: "OBJECT" }), " ");
  }
  if (type.description) docs.append(element("p", type.description));
  const list = element("dl");
  for (const field of type.fields || type.inputFields || type.enumValues || []) {
    const term = element("dt", field.name);
    if (field.args && field.args.length) {
      term.append("(");
      field.args.forEach((argument, index) => {
        term.append(index ? ", " : "", `${argument.name}: `, link(argument.type));
      });
      term.append(")");
    }
    if (field.type) term.append(": ", link(field.type));
    list.append(term, element("dd", field.description));
  }
  docs.append(list);
  docs.scrollTop = 0;
}

async function toggleDocs() {
  const docs = at("docs");
  docs.hidden = !docs.hidden;
  at("docs-toggle").setAttribute("aria-expanded", String(!docs.hidden));
  if (docs.hidden || types) return;
  try {
    await loadTypes();
    showType("Query");
  } catch (error) {
    docs.replaceChildren(element("p", `The schema cannot be read: ${error.message}`));
  }
}

async function start() {
  // Gone with the tab: a token on a disk would outlive whoever used it.
  at("token").value = sessionStorage.getItem(TOKEN) || "";
  at("token").addEventListener("input", () => {
    sessionStorage.setItem(TOKEN, at("token").value);
  });
  const response = await fetch("../explorer/queries.json");
  const saved = await response.json();
  saved.forEach((each, index) => {
    const option = element("option", each.title);
    option.value = String(index);
    at("saved").append(option);
  });
  const take = () => {
    const each = saved[Number(at("saved").value)];
    at("query").value = each.query;
    at("variables").value = each.variables;
  };
  at("saved").addEventListener("change", take);
  take();
  at("run").addEventListener("click", run);
  at("docs-toggle").addEventListener("click", toggleDocs);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
  });
}

start();
