// Opens GraphiQL on this very server. A token goes into its tab « Headers »; it is forgotten with the page.

const FIRST = `# Les lieux qui acceptent les chèques.
# Pour poser d'autres questions, mettez votre jeton dans l'onglet « Headers » :
# { "Authorization": "Bearer …" }
query Lieux {
  venues(acceptsCheques: true, first: 5) {
    edges { node { id name } }
  }
}
`;

async function fetcher({ query, variables, operationName }, { headers } = {}) {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", "passegue-client": "graphiql", ...headers },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return answer.json();
}

const place = document.getElementById("graphiql");
place.textContent = "";
place.style.height = "100vh";
const page = globalThis.React.createElement(globalThis.GraphiQL, { fetcher, defaultQuery: FIRST, shouldPersistHeaders: false });
globalThis.ReactDOM.createRoot(place).render(page);
