//! Introspection kept apart from the planner, which does not plan it.

use hive_router_query_planner::ast::{
    operation::OperationDefinition as Operation, selection_item::SelectionItem, selection_set::SelectionSet,
};

use crate::introspect::is_introspection;

/// An operation without its introspection; nothing if nothing else is asked.
pub(super) fn without_introspection(operation: &Operation) -> Option<Operation> {
    let mut left = operation.clone();
    leave_out(&mut left.selection_set);
    (!left.selection_set.items.is_empty()).then_some(left)
}

fn leave_out(set: &mut SelectionSet) {
    set.items.retain_mut(|item| match item {
        SelectionItem::Field(field) => !is_introspection(&field.name),
        SelectionItem::InlineFragment(fragment) => {
            leave_out(&mut fragment.selections);
            !fragment.selections.items.is_empty()
        }
        SelectionItem::FragmentSpread(_) => true,
    });
}
