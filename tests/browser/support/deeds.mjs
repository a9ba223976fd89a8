// What several journeys do on their way.

/** One cheque, from the field to its receipt. */
export async function take(hand, code) {
  await hand.go("/guichet");
  await hand.write("Code du chèque", code);
  await hand.press("Ajouter ce chèque");
  await hand.follow(/Continuer avec 1 chèque/);
  await hand.press(/Encaisser 1 chèque/);
  await hand.sees("C'est fait.");
}
