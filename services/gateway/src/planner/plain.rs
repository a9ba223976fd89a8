//! A document made plain before it is planned: what `@skip` and `@include` say is decided, named fragments are written
//! out, what is asked twice is asked once, a fragment with nothing in it is gone. The planner does most of this too,
//! but gives up where a condition stands at a fragment of an interface or a union, or leaves a fragment empty.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use graphql_tools::static_graphql::query::{
    Definition, Directive, Document, Field, FragmentDefinition, InlineFragment, OperationDefinition, Selection,
    SelectionSet, TypeCondition, Value as Written,
};
use hive_router_query_planner::state::supergraph_state::SupergraphState;
use serde_json::Value;

use crate::merge::Object;

/// The variables on which it depends what a document asks, each with its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Deciders(BTreeMap<String, bool>);

/// What they are in one request.
pub(crate) type Decided = BTreeMap<String, bool>;

impl Deciders {
    /// Those of an operation; of the only one, where none is named.
    pub(crate) fn of(document: &Document, operation: Option<&str>) -> Self {
        let mut deciders = Self::default();
        for definition in &document.definitions {
            match definition {
                Definition::Fragment(fragment) => deciders.find(&fragment.selection_set),
                Definition::Operation(operation) => deciders.find(selection_set(operation)),
            }
        }
        if let Some(operation) = chosen(document, operation) {
            deciders.learn_defaults(operation);
        }
        deciders
    }

    /// What they are under these variables. Whether those fit their types is checked elsewhere.
    pub(crate) fn decide(&self, given: &Object) -> Decided {
        let one = |(name, default): (&String, &bool)| {
            let truth = given.get(name).map_or(*default, |value| *value == Value::Bool(true));
            (name.clone(), truth)
        };
        self.0.iter().map(one).collect()
    }

    fn find(&mut self, set: &SelectionSet) {
        for selection in &set.items {
            for directive in conditions(directives(selection)) {
                if let Some(Written::Variable(name)) = condition(directive) {
                    self.0.insert(name.clone(), false);
                }
            }
            match selection {
                Selection::Field(field) => self.find(&field.selection_set),
                Selection::InlineFragment(fragment) => self.find(&fragment.selection_set),
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn learn_defaults(&mut self, operation: &OperationDefinition) {
        let declared = match operation {
            OperationDefinition::Query(query) => query.variable_definitions.as_slice(),
            OperationDefinition::Mutation(mutation) => &mutation.variable_definitions,
            OperationDefinition::Subscription(_) | OperationDefinition::SelectionSet(_) => &[],
        };
        for declared in declared {
            if let (Some(default), Some(Written::Boolean(truth))) =
                (self.0.get_mut(&declared.name), &declared.default_value)
            {
                *default = *truth;
            }
        }
    }
}

/// The one operation that is asked, made plain; nothing if there is no such operation.
pub(super) fn plain(
    state: &SupergraphState,
    document: &Document,
    operation: Option<&str>,
    decided: &Decided,
) -> Option<Document> {
    let named = document.definitions.iter().filter_map(|definition| match definition {
        Definition::Fragment(fragment) => Some((fragment.name.as_str(), fragment)),
        Definition::Operation(_) => None,
    });
    let writer = Writer { state, fragments: named.collect(), decided };
    let mut operation = chosen(document, operation)?.clone();
    let root = match operation {
        OperationDefinition::Mutation(_) => state.mutation_type.as_deref(),
        _ => Some(state.query_type.as_str()),
    };
    let set = selection_set_mut(&mut operation);
    let mut gathered = Gathered::default();
    writer.gather(set, root, &mut gathered);
    set.items = gathered.written();
    Some(Document { definitions: vec![Definition::Operation(operation)] })
}

struct Writer<'d> {
    state: &'d SupergraphState,
    fragments: HashMap<&'d str, &'d FragmentDefinition>,
    decided: &'d Decided,
}

impl Writer<'_> {
    /// Gathers what a set asks of a thing of the type `within`, where that is known.
    fn gather(&self, set: &SelectionSet, within: Option<&str>, gathered: &mut Gathered) {
        for selection in set.items.iter().filter(|selection| self.holds(selection)) {
            match selection {
                Selection::Field(field) => {
                    let inside = within.and_then(|owner| self.state.field_return_type_name(owner, &field.name));
                    self.gather(&field.selection_set, inside, gathered.field(field));
                }
                Selection::InlineFragment(fragment) => {
                    let type_name = fragment.type_condition.as_ref().map(|TypeCondition::On(name)| name.as_str());
                    self.fragment(type_name, &fragment.selection_set, within, gathered);
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.fragments.get(spread.fragment_name.as_str()) {
                        let TypeCondition::On(name) = &fragment.type_condition;
                        self.fragment(Some(name), &fragment.selection_set, within, gathered);
                    }
                }
            }
        }
    }

    fn fragment(&self, type_name: Option<&str>, set: &SelectionSet, within: Option<&str>, gathered: &mut Gathered) {
        match type_name {
            Some(name) if !within.is_some_and(|within| self.is(within, name)) => {
                self.gather(set, Some(name), gathered.fragment(name));
            }
            _ => self.gather(set, within, gathered),
        }
    }

    /// Whether whatever is of the one type is always of the other.
    fn is(&self, name: &str, condition: &str) -> bool {
        name == condition || self.state.interface_members(condition).is_some_and(|members| members.contains(name))
    }

    fn holds(&self, selection: &Selection) -> bool {
        conditions(directives(selection)).all(|directive| {
            let truth = match condition(directive) {
                Some(Written::Boolean(truth)) => *truth,
                Some(Written::Variable(name)) => self.decided.get(name).copied().unwrap_or(false),
                _ => false,
            };
            truth == (directive.name == INCLUDE)
        })
    }
}

/// What is asked of a thing, each field and each type once, in the order of their first mention.
#[derive(Default)]
struct Gathered {
    items: Vec<(Selection, Gathered)>,
    /// Where a field's key or a fragment's type is among them.
    fields: HashMap<String, usize>,
    types: HashMap<String, usize>,
}

impl Gathered {
    fn field(&mut self, field: &Field) -> &mut Self {
        let key = field.alias.as_ref().unwrap_or(&field.name).clone();
        let place = match self.fields.entry(key) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let mut once = field.clone();
                once.directives.retain(|directive| !is_condition(directive));
                self.items.push((Selection::Field(once), Self::default()));
                *free.insert(self.items.len() - 1)
            }
        };
        &mut self.items[place].1
    }

    fn fragment(&mut self, type_name: &str) -> &mut Self {
        let place = match self.types.entry(type_name.to_owned()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let fragment = InlineFragment {
                    position: Default::default(),
                    type_condition: Some(TypeCondition::On(type_name.to_owned())),
                    directives: Vec::new(),
                    selection_set: SelectionSet { span: Default::default(), items: Vec::new() },
                };
                self.items.push((Selection::InlineFragment(fragment), Self::default()));
                *free.insert(self.items.len() - 1)
            }
        };
        &mut self.items[place].1
    }

    /// As selections again; a field left without any keeps its empty set, for the planner to fill.
    fn written(self) -> Vec<Selection> {
        let one = |(selection, inside): (Selection, Self)| {
            let items = inside.written();
            match selection {
                Selection::Field(mut field) => {
                    field.selection_set.items = items;
                    Some(Selection::Field(field))
                }
                Selection::InlineFragment(mut fragment) => {
                    fragment.selection_set.items = items;
                    let empty = fragment.selection_set.items.is_empty();
                    (!empty).then_some(Selection::InlineFragment(fragment))
                }
                Selection::FragmentSpread(_) => None,
            }
        };
        self.items.into_iter().filter_map(one).collect()
    }
}

const INCLUDE: &str = "include";

fn is_condition(directive: &Directive) -> bool {
    matches!(directive.name.as_str(), "skip" | INCLUDE)
}

fn conditions(directives: &[Directive]) -> impl Iterator<Item = &Directive> {
    directives.iter().filter(|directive| is_condition(directive))
}

fn condition(directive: &Directive) -> Option<&Written> {
    directive.arguments.iter().find_map(|(name, value)| (name == "if").then_some(value))
}

fn directives(selection: &Selection) -> &[Directive] {
    match selection {
        Selection::Field(field) => &field.directives,
        Selection::InlineFragment(fragment) => &fragment.directives,
        Selection::FragmentSpread(spread) => &spread.directives,
    }
}

fn chosen<'d>(document: &'d Document, wanted: Option<&str>) -> Option<&'d OperationDefinition> {
    document.definitions.iter().find_map(|definition| match definition {
        Definition::Operation(operation) if wanted.is_none() || name(operation) == wanted => Some(operation),
        _ => None,
    })
}

fn name(operation: &OperationDefinition) -> Option<&str> {
    match operation {
        OperationDefinition::Query(query) => query.name.as_deref(),
        OperationDefinition::Mutation(mutation) => mutation.name.as_deref(),
        OperationDefinition::Subscription(subscription) => subscription.name.as_deref(),
        OperationDefinition::SelectionSet(_) => None,
    }
}

fn selection_set(operation: &OperationDefinition) -> &SelectionSet {
    match operation {
        OperationDefinition::Query(query) => &query.selection_set,
        OperationDefinition::Mutation(mutation) => &mutation.selection_set,
        OperationDefinition::Subscription(subscription) => &subscription.selection_set,
        OperationDefinition::SelectionSet(set) => set,
    }
}

fn selection_set_mut(operation: &mut OperationDefinition) -> &mut SelectionSet {
    match operation {
        OperationDefinition::Query(query) => &mut query.selection_set,
        OperationDefinition::Mutation(mutation) => &mut mutation.selection_set,
        OperationDefinition::Subscription(subscription) => &mut subscription.selection_set,
        OperationDefinition::SelectionSet(set) => set,
    }
}

#[cfg(test)]
mod tests {
    use graphql_tools::parser::parse_query;
    use serde_json::json;

    use super::*;
    use crate::supergraph;

    fn state() -> SupergraphState {
        SupergraphState::new(&supergraph::read(include_str!("../testing/media.graphql")).unwrap())
    }

    fn read(text: &str) -> Document {
        parse_query::<String>(text).unwrap().into_static()
    }

    /// The plain document, on one line.
    fn written(text: &str, variables: Value) -> String {
        let document = read(text);
        let decided = Deciders::of(&document, None).decide(variables.as_object().unwrap());
        let plain = plain(&state(), &document, None, &decided).unwrap().to_string();
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn conditions_are_decided_by_the_variables_and_their_defaults() {
        let text = "query ($a: Boolean!, $b: Boolean = true) {
            x @include(if: $a) y @skip(if: $b) z @skip(if: false) ... on Query @include(if: $b) @skip(if: $a) { w } }";
        let head = "query($a: Boolean!, $b: Boolean = true)";
        assert_eq!(written(text, json!({ "a": true })), format!("{head} {{ x z }}"));
        assert_eq!(
            written(text, json!({ "a": false, "b": false })),
            format!("{head} {{ y z }}"),
            "what is given counts more than the default"
        );
        assert_eq!(written(text, json!({ "a": false })), format!("{head} {{ z w }}"));
    }

    #[test]
    fn what_is_asked_twice_is_asked_once_and_what_is_empty_is_gone() {
        let text = "{ a { x } ... { a { y ...F } } ... on Query { b ... on Query { b c } } ...G a { ...F } }
            fragment F on Thing { z @skip(if: true) ... on Other { z @include(if: false) } }
            fragment G on Query { k: b @include(if: true) b }";
        assert_eq!(written(text, json!({})), "{ a { x y } b c k: b }");
        assert_eq!(written("{ a { b @skip(if: true) } }", json!({})), "{ a }", "the planner fills it");
    }

    #[test]
    fn a_fragment_that_narrows_nothing_is_written_out() {
        let text = "{ media { ... on Media { id ... on Book { ... on Media { title } weight } } } ... on Query { media { ... on Film { id } } } }";
        assert_eq!(written(text, json!({})), "{ media { id ... on Book { title weight } ... on Film { id } } }");
        let unknown = "{ found { ... on Media { id } ... on Found { ... on Book { id } } } }";
        assert_eq!(written(unknown, json!({})), "{ found { ... on Media { id } ... on Book { id } } }");
    }

    #[test]
    fn only_the_operation_asked_is_left() {
        let document = read("query A { a } query B($c: Boolean = true) { b @skip(if: $c) c }");
        let deciders = Deciders::of(&document, Some("B"));
        assert_eq!(deciders.decide(&Object::new()), Decided::from([("c".to_owned(), true)]));
        let decided = deciders.decide(&Object::new());
        assert_eq!(plain(&state(), &document, Some("A"), &decided).unwrap().definitions.len(), 1);
        assert!(plain(&state(), &document, Some("C"), &decided).is_none());
    }
}
