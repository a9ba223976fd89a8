//! Diagnostics as people write them: answers to the program's own questions, and the questions themselves.

use learners::diagnostic::questions::{Need, QuestionSet, first};
use serde_json::{Value, json};

/// What somebody answered on paper on 1 October: these answers, and the same to every other question about a skill.
pub(crate) fn answered(said: &[(&str, &str)], others: &str) -> Value {
    let answer = |id: &str| said.iter().find(|(one, _)| *one == id).map_or(others, |(_, said)| *said);
    let answers: Vec<Value> =
        first().skills.iter().map(|one| json!({ "question": one.id, "answer": answer(&one.id) })).collect();
    json!({ "version": 1, "madeOn": "2025-10-01", "onPaper": true, "answers": answers })
}

/// The program's own questions, as a draft is written.
pub(crate) fn questions() -> Value {
    written(first())
}

/// A set of questions, as a draft is written.
pub(crate) fn written(set: &QuestionSet) -> Value {
    let mut written = serde_json::to_value(set).expect("questions are written");
    for choice in written["sorts"].as_array_mut().expect("first questions").iter_mut().flat_map(choices) {
        let need: Option<Need> = serde_json::from_value(choice["tells"].clone()).expect("what it tells");
        choice["tells"] = json!(need.map(|need| spelt(&need)));
    }
    written
}

fn choices(sort: &mut Value) -> impl Iterator<Item = &mut Value> {
    sort["choices"].as_array_mut().expect("choices").iter_mut()
}

/// As the schema spells it.
fn spelt(need: &Need) -> String {
    let name = serde_json::to_value(need).expect("a name");
    name.as_str().expect("a name").to_uppercase().replace('-', "_")
}
