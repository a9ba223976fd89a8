//! What is shown of an answer: what the document asks, in the document's own order.

use graphql_tools::static_graphql::query::{
    Definition, Document, Field, OperationDefinition, Selection as Written, SelectionSet, TypeCondition, Value,
};

use crate::selection::{Argument, Chosen, Narrowed, Selection};

/// What the one operation of a plain document asks.
pub(super) fn shown(plain: &Document) -> Vec<Selection> {
    let operation = plain.definitions.iter().find_map(|definition| match definition {
        Definition::Operation(OperationDefinition::SelectionSet(set)) => Some(set),
        Definition::Operation(OperationDefinition::Query(query)) => Some(&query.selection_set),
        Definition::Operation(OperationDefinition::Mutation(mutation)) => Some(&mutation.selection_set),
        _ => None,
    });
    operation.map(selections).unwrap_or_default()
}

fn selections(set: &SelectionSet) -> Vec<Selection> {
    let one = |selection: &Written| match selection {
        Written::Field(field) => Some(Selection::Field(chosen(field))),
        Written::InlineFragment(fragment) => {
            let TypeCondition::On(type_name) = fragment.type_condition.as_ref()?;
            let inside = selections(&fragment.selection_set);
            Some(Selection::On(Narrowed { type_name: type_name.clone(), inside }))
        }
        // Written out already.
        Written::FragmentSpread(_) => None,
    };
    set.items.iter().filter_map(one).collect()
}

fn chosen(field: &Field) -> Chosen {
    let given = |(name, value): &(String, Value)| match value {
        Value::String(text) => Some((name.clone(), Argument::Literal(text.clone()))),
        Value::Boolean(truth) => Some((name.clone(), Argument::Flag(*truth))),
        Value::Variable(variable) => Some((name.clone(), Argument::Variable(variable.clone()))),
        _ => None,
    };
    Chosen {
        name: field.name.clone(),
        key: field.alias.as_ref().unwrap_or(&field.name).clone(),
        arguments: field.arguments.iter().filter_map(given).collect(),
        inside: selections(&field.selection_set),
    }
}
