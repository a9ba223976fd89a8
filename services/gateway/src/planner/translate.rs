//! The planner's answer in our own words.

use std::collections::HashMap;

use hive_router_query_planner::{
    ast::{
        document::NormalizedDocument,
        fragment::FragmentDefinition,
        operation::{SubgraphFetchOperation, VariableDefinition},
        selection_item::SelectionItem,
        selection_set::{FieldSelection, InlineFragmentSelection, SelectionSet},
        value::Value as Written,
    },
    planner::plan_nodes::{
        BatchFetchNode, EntityBatchAlias, FetchNode, FetchNodePathSegment, FetchRewrite, FlattenNodePath,
        FlattenNodePathSegment, PlanNode, QueryPlan,
    },
    state::supergraph_state::{OperationKind, TypeNode},
};
use serde_json::Value;

use super::rank::without_rank;
use crate::{
    plan::{Declared, Deed, EntityFetch, Fetch, Group, PathPart, Prepared, Rewrite, RewritePart, Step},
    schema::Type,
    selection::{Argument, Chosen, Narrowed, Selection, repeats},
    shape::Shape,
    subgraph::{Document, Root, Variable},
};

/// The whole plan, if there is any; nothing if it holds a shape that this gateway does not run.
pub(super) fn prepared(
    plan: Option<&QueryPlan>,
    operation: &NormalizedDocument,
    shown: Vec<Selection>,
    root_type: String,
) -> Option<Prepared> {
    let step = match plan.and_then(|plan| plan.node.as_ref()) {
        Some(node) => Some(step(node)?),
        None => None,
    };
    let declared = operation.operation.variable_definitions.iter().flatten();
    let variables = declared.map(declaration).collect();
    Some(Prepared { step, root_type, repeats: repeats(&shown), shown, variables })
}

fn step(node: &PlanNode) -> Option<Step> {
    Some(match node {
        PlanNode::Sequence(sequence) => Step::Sequence(steps(&sequence.nodes)?),
        PlanNode::Parallel(parallel) => Step::Parallel(steps(&parallel.nodes)?),
        PlanNode::Fetch(node) => Step::Fetch(fetch(node)),
        PlanNode::Flatten(flatten) => at_path(&flatten.node, &flatten.path)?,
        PlanNode::BatchFetch(batch) => Step::Entities(batched(batch)),
        // Conditions were decided before the planner saw the document.
        PlanNode::Condition(_) | PlanNode::Subscription(_) | PlanNode::Defer(_) => return None,
    })
}

fn steps(nodes: &[PlanNode]) -> Option<Vec<Step>> {
    nodes.iter().map(step).collect()
}

/// What is fetched for the things at a path.
fn at_path(node: &PlanNode, path: &FlattenNodePath) -> Option<Step> {
    let translate = |node: &PlanNode| at_path(node, path);
    Some(match node {
        PlanNode::Fetch(node) => Step::Entities(entities(node, path)),
        PlanNode::Sequence(sequence) => Step::Sequence(sequence.nodes.iter().map(translate).collect::<Option<_>>()?),
        PlanNode::Parallel(parallel) => Step::Parallel(parallel.nodes.iter().map(translate).collect::<Option<_>>()?),
        _ => return None,
    })
}

fn fetch(node: &FetchNode) -> Fetch {
    Fetch {
        service: without_rank(&node.service_name).to_owned(),
        document: document(&node.operation),
        variables: node.variable_usages.clone().unwrap_or_default(),
        output_rewrites: rewrites(&node.output_rewrites),
    }
}

fn entities(node: &FetchNode, path: &FlattenNodePath) -> EntityFetch {
    let group = Group {
        answer: "_entities".to_owned(),
        variable: "representations".to_owned(),
        paths: vec![place(path)],
        requires: node.requires.as_ref().map(selections).unwrap_or_default(),
        input_rewrites: rewrites(&node.input_rewrites),
        output_rewrites: rewrites(&node.output_rewrites),
    };
    EntityFetch {
        service: without_rank(&node.service_name).to_owned(),
        document: document(&node.operation),
        variables: node.variable_usages.clone().unwrap_or_default(),
        groups: vec![group],
    }
}

fn batched(node: &BatchFetchNode) -> EntityFetch {
    EntityFetch {
        service: without_rank(&node.service_name).to_owned(),
        document: document(&node.operation),
        variables: node.variable_usages.clone().unwrap_or_default(),
        groups: node.entity_batch.aliases.iter().map(group).collect(),
    }
}

fn group(alias: &EntityBatchAlias) -> Group {
    Group {
        answer: alias.alias.clone(),
        variable: alias.representations_variable_name.clone(),
        paths: alias.merge_paths.iter().map(place).collect(),
        requires: selections(&alias.requires),
        input_rewrites: rewrites(&alias.input_rewrites),
        output_rewrites: rewrites(&alias.output_rewrites),
    }
}

fn place(path: &FlattenNodePath) -> Vec<PathPart> {
    let part = |segment: &FlattenNodePathSegment| match segment {
        FlattenNodePathSegment::Field(name) => PathPart::Field(name.clone()),
        FlattenNodePathSegment::TypeCondition(types) => PathPart::Narrow(types.clone()),
        FlattenNodePathSegment::List => PathPart::List,
    };
    path.as_slice().iter().map(part).collect()
}

fn rewrites(written: &Option<Vec<FetchRewrite>>) -> Vec<Rewrite> {
    let rewrite = |written: &FetchRewrite| match written {
        FetchRewrite::KeyRenamer(rename) => {
            Rewrite { path: rewrite_path(&rename.path), deed: Deed::RenameTo(rename.rename_key_to.clone()) }
        }
        FetchRewrite::ValueSetter(set) => {
            Rewrite { path: rewrite_path(&set.path), deed: Deed::SetTo(set.set_value_to.clone()) }
        }
    };
    written.iter().flatten().map(rewrite).collect()
}

fn rewrite_path(path: &[FetchNodePathSegment]) -> Vec<RewritePart> {
    let part = |segment: &FetchNodePathSegment| match segment {
        FetchNodePathSegment::Key(key) => RewritePart::Key(key.clone()),
        FetchNodePathSegment::TypenameEquals(types) => RewritePart::Narrow(types.clone()),
    };
    path.iter().map(part).collect()
}

fn selections(set: &SelectionSet) -> Vec<Selection> {
    let one = |item: &SelectionItem| match item {
        SelectionItem::Field(field) => Some(Selection::Field(Chosen {
            name: field.name.clone(),
            key: field.selection_identifier().to_owned(),
            arguments: arguments(field),
            inside: selections(&field.selections),
        })),
        SelectionItem::InlineFragment(fragment) => Some(Selection::On(Narrowed {
            type_name: fragment.type_condition.clone(),
            inside: selections(&fragment.selections),
        })),
        // Normalisation has written every named fragment out.
        SelectionItem::FragmentSpread(_) => None,
    };
    set.items.iter().filter_map(one).collect()
}

fn document(operation: &SubgraphFetchOperation) -> Document {
    let written = &operation.document;
    let fragments: Fragments<'_> = written.fragments.iter().map(|one| (one.name.as_str(), one)).collect();
    let (kind, set) = written.operation.parts();
    let declared = written.operation.variable_definitions.iter().flatten();
    let asked = written_out(set, &fragments);
    Document {
        text: operation.document_str.clone(),
        mutation: matches!(kind, OperationKind::Mutation),
        roots: asked.items.iter().filter_map(root).collect(),
        shape: Shape::of(&selections(&asked)),
        declared: declared.map(|one| Variable { name: one.name.clone(), text: one.to_string() }).collect(),
    }
}

fn root(item: &SelectionItem) -> Option<Root> {
    let SelectionItem::Field(field) = item else { return None };
    Some(Root {
        key: field.selection_identifier().to_owned(),
        text: field.to_string(),
        arguments: arguments(field),
        variables: field.variable_usages(),
    })
}

fn arguments(field: &FieldSelection) -> Vec<(String, Argument)> {
    let given = |(name, value): (&String, &Written)| match value {
        Written::String(text) => Some((name.clone(), Argument::Literal(text.clone()))),
        Written::Boolean(truth) => Some((name.clone(), Argument::Flag(*truth))),
        Written::Variable(variable) => Some((name.clone(), Argument::Variable(variable.clone()))),
        _ => None,
    };
    field.arguments.iter().flatten().filter_map(given).collect()
}

type Fragments<'a> = HashMap<&'a str, &'a FragmentDefinition>;

/// A selection without named fragments, so that its fields can be asked apart.
fn written_out(set: &SelectionSet, fragments: &Fragments<'_>) -> SelectionSet {
    let one = |item: &SelectionItem| match item {
        SelectionItem::Field(field) => {
            Some(SelectionItem::Field(field.with_new_selections(written_out(&field.selections, fragments))))
        }
        SelectionItem::InlineFragment(fragment) => Some(SelectionItem::InlineFragment(
            fragment.with_new_selections(written_out(&fragment.selections, fragments)),
        )),
        SelectionItem::FragmentSpread(name) => fragments.get(name.as_str()).map(|fragment| {
            SelectionItem::InlineFragment(InlineFragmentSelection {
                type_condition: fragment.type_condition.clone(),
                selections: written_out(&fragment.selection_set, fragments),
                skip_if: None,
                include_if: None,
            })
        }),
    };
    SelectionSet { items: set.items.iter().filter_map(one).collect() }
}

fn declaration(declared: &VariableDefinition) -> Declared {
    Declared {
        name: declared.name.clone(),
        kind: kind(&declared.variable_type),
        default: declared.default_value.as_ref().map(json),
    }
}

fn kind(written: &TypeNode) -> Type {
    match written {
        TypeNode::Named(name) => Type::Named(name.clone()),
        TypeNode::List(inner) => Type::List(Box::new(kind(inner))),
        TypeNode::NonNull(inner) => Type::NonNull(Box::new(kind(inner))),
    }
}

fn json(written: &Written) -> Value {
    match written {
        Written::Int(number) => Value::from(*number),
        Written::Float(number) => Value::from(*number),
        Written::String(text) | Written::Enum(text) => Value::from(text.as_str()),
        Written::Boolean(truth) => Value::from(*truth),
        Written::List(items) => items.iter().map(json).collect(),
        Written::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), json(value))).collect(),
        Written::Null | Written::Variable(_) => Value::Null,
    }
}
