//! Introspection kept apart from the planner, which neither plans it nor reads all of it.

use graphql_tools::static_graphql::query::{
    Definition, Document, OperationDefinition, Selection, SelectionSet, TypeCondition,
};
use hive_router_query_planner::ast::{
    operation::OperationDefinition as Operation, selection_item::SelectionItem, selection_set::SelectionSet as Chosen,
};

use crate::introspect::is_introspection;

/// An operation without its introspection; nothing if nothing else is asked.
pub(super) fn without_introspection(operation: &Operation) -> Option<Operation> {
    let mut left = operation.clone();
    leave_out(&mut left.selection_set);
    (!left.selection_set.items.is_empty()).then_some(left)
}

fn leave_out(set: &mut Chosen) {
    set.items.retain_mut(|item| match item {
        SelectionItem::Field(field) => !is_introspection(&field.name),
        SelectionItem::InlineFragment(fragment) => {
            leave_out(&mut fragment.selections);
            !fragment.selections.items.is_empty()
        }
        SelectionItem::FragmentSpread(_) => true,
    });
}

/// Writes a type at every inline fragment within introspection: the planner needs one and, there, does not add it.
pub(super) fn name_conditions(document: &mut Document) {
    for definition in &mut document.definitions {
        match definition {
            Definition::Fragment(fragment) => {
                let TypeCondition::On(owner) = &fragment.type_condition;
                name_within(&mut fragment.selection_set, &owner.clone());
            }
            Definition::Operation(OperationDefinition::SelectionSet(set)) => name_within(set, ""),
            Definition::Operation(OperationDefinition::Query(query)) => name_within(&mut query.selection_set, ""),
            // Neither starts from where introspection is.
            Definition::Operation(OperationDefinition::Mutation(_) | OperationDefinition::Subscription(_)) => {}
        }
    }
}

fn name_within(set: &mut SelectionSet, owner: &str) {
    for selection in &mut set.items {
        match selection {
            Selection::Field(field) => name_within(&mut field.selection_set, inside(owner, &field.name)),
            Selection::InlineFragment(fragment) => {
                if fragment.type_condition.is_none() && owner.starts_with("__") {
                    fragment.type_condition = Some(TypeCondition::On(owner.to_owned()));
                }
                name_within(&mut fragment.selection_set, owner);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}

/// The type of a field as far as introspection has it.
fn inside(owner: &str, field: &str) -> &'static str {
    match field {
        "__schema" => "__Schema",
        "__type" => "__Type",
        _ if !owner.starts_with("__") => "",
        "fields" => "__Field",
        "args" | "inputFields" => "__InputValue",
        "enumValues" => "__EnumValue",
        "directives" => "__Directive",
        _ => "__Type",
    }
}
