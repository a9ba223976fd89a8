//! A document answered by a test subgraph: validated, then field by field, with the rules of null and errors in place.

use std::collections::BTreeMap;

use graphql_tools::{
    parser::parse_query,
    static_graphql::{
        query::{
            Definition, Directive, Document, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
            TypeCondition, Value as Written,
        },
        schema::Type,
    },
    validation::{rules::default_rules_validation_plan, validate::validate},
};
use serde_json::{Map, Value, json};

use super::{
    rules::{Data, Here, Told},
    sdl::Sdl,
};

type Object = Map<String, Value>;

/// A value that may not be null is.
struct Nothing;

/// The whole answer of a subgraph to one request.
pub(super) fn answer(sdl: &Sdl, data: &mut Data, query: &str, variables: Object) -> Value {
    let document = match parse_query::<String>(query) {
        Ok(document) => document.into_static(),
        Err(error) => return refused(&format!("{error} in {query}")),
    };
    let wrong = validate(&sdl.document, &document, &default_rules_validation_plan());
    if let Some(error) = wrong.first() {
        return refused(&format!("{} in {query}", error.message));
    }
    let (root, set) = operation(&document);
    let variables = with_defaults(&document, variables);
    let mut run = Run { sdl, data, fragments: fragments(&document), variables, errors: Vec::new() };
    let shown = run.object(root, &json!({}), &[set], &mut Vec::new()).ok();
    let mut body = json!({ "data": shown });
    if !run.errors.is_empty() {
        body["errors"] = json!(run.errors);
    }
    body
}

fn refused(message: &str) -> Value {
    json!({ "errors": [{ "message": message, "extensions": { "code": "BAD_REQUEST" } }] })
}

fn operation(document: &Document) -> (&'static str, &SelectionSet) {
    let found = document.definitions.iter().find_map(|definition| match definition {
        Definition::Operation(OperationDefinition::SelectionSet(set)) => Some(("Query", set)),
        Definition::Operation(OperationDefinition::Query(query)) => Some(("Query", &query.selection_set)),
        Definition::Operation(OperationDefinition::Mutation(mutation)) => Some(("Mutation", &mutation.selection_set)),
        _ => None,
    });
    found.expect("an operation")
}

fn with_defaults(document: &Document, mut variables: Object) -> Object {
    for definition in &document.definitions {
        let declared = match definition {
            Definition::Operation(OperationDefinition::Query(query)) => &query.variable_definitions,
            Definition::Operation(OperationDefinition::Mutation(mutation)) => &mutation.variable_definitions,
            _ => continue,
        };
        for variable in declared {
            if let Some(default) = &variable.default_value {
                variables.entry(variable.name.clone()).or_insert_with(|| written(default, &Object::new()));
            }
        }
    }
    variables
}

fn fragments(document: &Document) -> BTreeMap<&str, &FragmentDefinition> {
    let named = document.definitions.iter().filter_map(|definition| match definition {
        Definition::Fragment(fragment) => Some((fragment.name.as_str(), fragment)),
        Definition::Operation(_) => None,
    });
    named.collect()
}

struct Run<'a> {
    sdl: &'a Sdl,
    data: &'a mut Data,
    fragments: BTreeMap<&'a str, &'a FragmentDefinition>,
    variables: Object,
    errors: Vec<Value>,
}

type Chosen<'a> = Vec<(&'a str, Vec<&'a Field>)>;

impl<'a> Run<'a> {
    fn object(
        &mut self,
        owner: &str,
        thing: &Value,
        sets: &[&'a SelectionSet],
        path: &mut Vec<Value>,
    ) -> Result<Value, Nothing> {
        let mut chosen = Chosen::new();
        for set in sets {
            self.choose(owner, set, &mut chosen);
        }
        let mut shown = Object::new();
        for (key, fields) in chosen {
            path.push(json!(key));
            let value = self.field(owner, thing, &fields, path);
            path.pop();
            shown.insert(key.to_owned(), value?);
        }
        Ok(Value::Object(shown))
    }

    fn choose(&self, owner: &str, set: &'a SelectionSet, chosen: &mut Chosen<'a>) {
        for selection in &set.items {
            match selection {
                Selection::Field(field) if self.counts(&field.directives) => {
                    let key = field.alias.as_ref().unwrap_or(&field.name);
                    match chosen.iter_mut().find(|(known, _)| known == key) {
                        Some((_, fields)) => fields.push(field),
                        None => chosen.push((key, vec![field])),
                    }
                }
                Selection::InlineFragment(fragment)
                    if self.counts(&fragment.directives) && self.concerns(owner, fragment.type_condition.as_ref()) =>
                {
                    self.choose(owner, &fragment.selection_set, chosen);
                }
                Selection::FragmentSpread(spread) if self.counts(&spread.directives) => {
                    let fragment = self.fragments[spread.fragment_name.as_str()];
                    if self.concerns(owner, Some(&fragment.type_condition)) {
                        self.choose(owner, &fragment.selection_set, chosen);
                    }
                }
                _ => {}
            }
        }
    }

    fn concerns(&self, owner: &str, condition: Option<&TypeCondition>) -> bool {
        condition.is_none_or(|TypeCondition::On(name)| self.sdl.is(owner, name))
    }

    fn counts(&self, directives: &[Directive]) -> bool {
        directives.iter().all(|directive| {
            let said =
                directive.arguments.first().is_some_and(|(_, value)| written(value, &self.variables) == json!(true));
            (directive.name != "skip" || !said) && (directive.name != "include" || said)
        })
    }

    fn field(
        &mut self,
        owner: &str,
        thing: &Value,
        fields: &[&'a Field],
        path: &mut Vec<Value>,
    ) -> Result<Value, Nothing> {
        let name = fields[0].name.as_str();
        if name == "__typename" {
            return Ok(json!(owner));
        }
        let declared = self.sdl.field(owner, name).expect("a valid document").clone();
        let arguments = self.arguments(fields[0], &declared);
        let told = match name {
            "_entities" => Ok(self.entities(&arguments["representations"])),
            _ => self.data.field(owner, name, Here { thing, arguments: &arguments }),
        };
        let sets: Vec<_> = fields.iter().map(|field| &field.selection_set).collect();
        self.complete(&declared.field_type, told, &sets, path)
    }

    fn arguments(&self, field: &Field, declared: &graphql_tools::static_graphql::schema::Field) -> Object {
        let defaults = declared.arguments.iter().filter_map(|argument| {
            Some((argument.name.clone(), written(argument.default_value.as_ref()?, &Object::new())))
        });
        let given = field.arguments.iter().map(|(name, value)| (name.clone(), written(value, &self.variables)));
        defaults.chain(given).collect()
    }

    fn entities(&self, representations: &Value) -> Value {
        let one = |said: &Value| {
            let name = said["__typename"].as_str().expect("a representation says its type");
            let found = self.data.entity(name, self.sdl.keys_of(name), said);
            found.map_or(Value::Null, |mut thing| {
                let own = thing.as_object_mut().expect("things are objects");
                own.entry("__typename").or_insert_with(|| json!(name));
                thing
            })
        };
        representations.as_array().expect("a list of representations").iter().map(one).collect()
    }

    fn complete(
        &mut self,
        kind: &Type,
        told: Told,
        sets: &[&'a SelectionSet],
        path: &mut Vec<Value>,
    ) -> Result<Value, Nothing> {
        let value = match (kind, told) {
            (_, Err(message)) => {
                self.errors.push(json!({ "message": message, "path": path }));
                return if matches!(kind, Type::NonNullType(_)) { Err(Nothing) } else { Ok(Value::Null) };
            }
            (_, Ok(value)) => value,
        };
        match (kind, value) {
            (Type::NonNullType(inner), value) => match self.complete(inner, Ok(value), sets, path)? {
                Value::Null => {
                    let known = self.errors.iter().any(|error| {
                        error["path"].to_string().starts_with(json!(path).to_string().trim_end_matches(']'))
                    });
                    if !known {
                        self.errors.push(json!({ "message": "null where nothing may be null", "path": path }));
                    }
                    Err(Nothing)
                }
                value => Ok(value),
            },
            (_, Value::Null) => Ok(Value::Null),
            (Type::ListType(inner), Value::Array(items)) => Ok(self.list(inner, items, sets, path)),
            (Type::NamedType(name), value) if self.sdl.is_composite(name) => Ok(self.thing(name, &value, sets, path)),
            (_, value) => Ok(value),
        }
    }

    fn list(&mut self, inner: &Type, items: Vec<Value>, sets: &[&'a SelectionSet], path: &mut Vec<Value>) -> Value {
        let mut shown = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            path.push(json!(index));
            let completed = self.complete(inner, Ok(item), sets, path);
            path.pop();
            match completed {
                Ok(item) => shown.push(item),
                Err(Nothing) => return Value::Null,
            }
        }
        Value::Array(shown)
    }

    fn thing(&mut self, name: &str, value: &Value, sets: &[&'a SelectionSet], path: &mut Vec<Value>) -> Value {
        let owner = value["__typename"].as_str().unwrap_or(name);
        self.object(owner, value, sets, path).unwrap_or(Value::Null)
    }
}

/// A value as a document writes it, under these variables.
fn written(value: &Written, variables: &Object) -> Value {
    match value {
        Written::Variable(name) => variables.get(name).cloned().unwrap_or_default(),
        Written::Int(number) => json!(number.as_i64()),
        Written::Float(number) => json!(number),
        Written::String(text) | Written::Enum(text) => json!(text),
        Written::Boolean(truth) => json!(truth),
        Written::Null => Value::Null,
        Written::List(items) => items.iter().map(|item| written(item, variables)).collect(),
        Written::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), written(value, variables))).collect()
        }
    }
}
