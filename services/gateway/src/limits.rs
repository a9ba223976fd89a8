//! How large, how deep and how dear a request may be. Counted on the parsed document, before anything is planned.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use graphql_tools::static_graphql::query::{
    Definition, Directive, Document, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
    Value as Written, VariableDefinition,
};
use kernel::refusal::FaultCode;
use serde_json::Value;

use crate::{introspect::is_introspection, merge::Object};

/// Every limit of the front door.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body: usize,
    /// Tokens of the document.
    pub tokens: usize,
    /// Fields within fields.
    pub depth: usize,
    /// Fields and fragments within one another.
    pub nesting: usize,
    /// Aliases, fragments counted each time they are used.
    pub aliases: usize,
    /// Root fields of an operation.
    pub root_fields: usize,
    /// Directives, likewise.
    pub directives: usize,
    /// Fields in all, likewise.
    pub cost: usize,
    /// Values within the variables.
    pub variable_values: usize,
    /// Values within one another in the variables.
    pub variable_depth: usize,
    /// Fields within `__schema` or `__type`: types hold types, so what honest tools ask is deep.
    pub introspection_depth: usize,
    /// Values told of the schema in one answer.
    pub introspection_values: usize,
    /// Requests served at once.
    pub concurrency: usize,
    /// Time to send the body.
    pub reading: Duration,
    /// Time for the whole answer.
    pub answering: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 64 * 1024,
            tokens: 2000,
            depth: 10,
            nesting: 32,
            aliases: 15,
            root_fields: 10,
            directives: 10,
            cost: 2000,
            variable_values: 2000,
            variable_depth: 10,
            introspection_depth: 16,
            introspection_values: 100_000,
            concurrency: 256,
            reading: Duration::from_secs(5),
            answering: Duration::from_secs(10),
        }
    }
}

/// What the document may hold besides its size.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    /// Root fields of which one fills a request alone.
    pub(crate) money_fields: HashSet<String>,
    /// Whether the schema is open: `__schema` and `__type` may be asked, at the root of a query.
    pub(crate) introspection: bool,
}

impl Limits {
    /// Whether a document keeps within all limits.
    pub(crate) fn check(&self, document: &Document, rules: &Rules) -> Result<(), FaultCode> {
        let mut count = Count::new(self, rules, document);
        for definition in &document.definitions {
            if let Definition::Operation(operation) = definition {
                count.operation(operation)?;
            }
        }
        Ok(())
    }

    /// Whether variables keep within all limits.
    pub(crate) fn check_variables(&self, variables: &Object) -> Result<(), FaultCode> {
        let mut left = self.variable_values;
        variables.values().try_for_each(|value| self.variable(value, self.variable_depth, &mut left))
    }

    fn variable(&self, value: &Value, depth: usize, left: &mut usize) -> Result<(), FaultCode> {
        let below = depth.checked_sub(1).ok_or(FaultCode::LimitExceeded)?;
        *left = left.checked_sub(1).ok_or(FaultCode::LimitExceeded)?;
        match value {
            Value::String(text) => whole(text),
            Value::Array(items) => items.iter().try_for_each(|item| self.variable(item, below, left)),
            Value::Object(fields) => fields.values().try_for_each(|field| self.variable(field, below, left)),
            _ => Ok(()),
        }
    }
}

struct Count<'d> {
    limits: &'d Limits,
    rules: &'d Rules,
    fragments: HashMap<&'d str, &'d FragmentDefinition>,
    cost: usize,
    aliases: usize,
    directives: usize,
}

/// How far within a document.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    deepest: usize,
    nesting: usize,
    /// Whether the schema may be asked at this root.
    open: bool,
}

impl Place {
    fn nested(self) -> Self {
        Self { nesting: self.nesting + 1, ..self }
    }

    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

impl<'d> Count<'d> {
    fn new(limits: &'d Limits, rules: &'d Rules, document: &'d Document) -> Self {
        let named = document.definitions.iter().filter_map(|definition| match definition {
            Definition::Fragment(fragment) => Some((fragment.name.as_str(), fragment)),
            Definition::Operation(_) => None,
        });
        Self { limits, rules, fragments: named.collect(), cost: 0, aliases: 0, directives: 0 }
    }

    fn operation(&mut self, operation: &'d OperationDefinition) -> Result<(), FaultCode> {
        let open = self.rules.introspection;
        let (directives, set, open): (&[Directive], _, _) = match operation {
            OperationDefinition::SelectionSet(set) => (&[], set, open),
            OperationDefinition::Query(query) => (&query.directives, &query.selection_set, open),
            OperationDefinition::Mutation(mutation) => (&mutation.directives, &mutation.selection_set, false),
            OperationDefinition::Subscription(_) => return Err(FaultCode::BadRequest),
        };
        self.directives(directives)?;
        declared(operation).iter().filter_map(|one| one.default_value.as_ref()).try_for_each(literal)?;
        self.set(set, Place { depth: 0, deepest: self.limits.depth, nesting: 0, open })?;
        self.roots(set)
    }

    /// Walks a selection, fragments written out; stops at the first limit, so a bomb is never unfolded.
    fn set(&mut self, set: &'d SelectionSet, place: Place) -> Result<(), FaultCode> {
        within(place.nesting, self.limits.nesting)?;
        for selection in &set.items {
            self.cost += 1;
            within(self.cost, self.limits.cost)?;
            match selection {
                Selection::Field(field) => self.field(field, place.nested().deeper())?,
                Selection::InlineFragment(fragment) => {
                    self.directives(&fragment.directives)?;
                    self.set(&fragment.selection_set, place.nested())?;
                }
                Selection::FragmentSpread(spread) => {
                    self.directives(&spread.directives)?;
                    if let Some(fragment) = self.fragments.get(spread.fragment_name.as_str()).copied() {
                        self.directives(&fragment.directives)?;
                        self.set(&fragment.selection_set, place.nested())?;
                    }
                }
            }
        }
        Ok(())
    }

    fn field(&mut self, field: &'d Field, place: Place) -> Result<(), FaultCode> {
        within(place.depth, place.deepest)?;
        self.aliases += usize::from(field.alias.is_some());
        within(self.aliases, self.limits.aliases)?;
        self.directives(&field.directives)?;
        field.arguments.iter().try_for_each(|(_, value)| literal(value))?;
        let place = if reserved(&field.name) { self.introspection(field, place)? } else { place };
        self.set(&field.selection_set, place)
    }

    /// The schema is told at the root alone, where it is open, and is deeper than data.
    fn introspection(&self, field: &Field, place: Place) -> Result<Place, FaultCode> {
        match is_introspection(&field.name) && place.open && place.depth == 1 {
            true => Ok(Place { depth: 0, deepest: self.limits.introspection_depth, open: false, ..place }),
            false => Err(FaultCode::BadRequest),
        }
    }

    fn directives(&mut self, directives: &[Directive]) -> Result<(), FaultCode> {
        self.directives += directives.len();
        within(self.directives, self.limits.directives)
    }

    /// The root fields, fragments written out: not too many, and money alone.
    fn roots(&self, set: &'d SelectionSet) -> Result<(), FaultCode> {
        let mut names = Vec::new();
        self.root_names(set, &mut names);
        within(names.len(), self.limits.root_fields)?;
        let money = names.iter().any(|name| self.rules.money_fields.contains(*name));
        if money && names.len() != 1 { Err(FaultCode::LimitExceeded) } else { Ok(()) }
    }

    fn root_names(&self, set: &'d SelectionSet, names: &mut Vec<&'d str>) {
        for selection in &set.items {
            match selection {
                Selection::Field(field) => names.push(&field.name),
                Selection::InlineFragment(fragment) => self.root_names(&fragment.selection_set, names),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.fragments.get(spread.fragment_name.as_str()) {
                        self.root_names(&fragment.selection_set, names);
                    }
                }
            }
        }
    }
}

/// A name that is not a schema's own: validation lets those pass anywhere.
fn reserved(field: &str) -> bool {
    field.starts_with("__") && field != "__typename"
}

/// What the operation declares.
fn declared(operation: &OperationDefinition) -> &[VariableDefinition] {
    match operation {
        OperationDefinition::Query(query) => &query.variable_definitions,
        OperationDefinition::Mutation(mutation) => &mutation.variable_definitions,
        OperationDefinition::Subscription(_) | OperationDefinition::SelectionSet(_) => &[],
    }
}

/// What is written in the document itself is held to the same rule as a variable.
fn literal(value: &Written) -> Result<(), FaultCode> {
    match value {
        Written::String(text) => whole(text),
        Written::List(items) => items.iter().try_for_each(literal),
        Written::Object(fields) => fields.iter().try_for_each(|(_, value)| literal(value)),
        _ => Ok(()),
    }
}

/// A text ends where a zero stands for half of the programs that read it, and one of our databases keeps none.
fn whole(text: &str) -> Result<(), FaultCode> {
    if text.contains('\0') { Err(FaultCode::BadRequest) } else { Ok(()) }
}

fn within(count: usize, limit: usize) -> Result<(), FaultCode> {
    if count > limit { Err(FaultCode::LimitExceeded) } else { Ok(()) }
}
