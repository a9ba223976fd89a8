// What several journeys do on their way.

/** One cheque, from the field to its receipt. */
export async function take(hand, code) {
  await hand.go("/guichet");
  await hand.write("Code du chèque", code);
  await hand.press("Ajouter ce chèque");
  await hand.follow(/Continuer avec \d+ chèque/);
  await hand.press(/Encaisser \d+ chèque/);
  await hand.sees("C'est fait.");
}
