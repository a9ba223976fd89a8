//! A schema document in the words of introspection. What only serves the composition is left out.

use graphql_tools::static_graphql::schema::{
    Definition, Directive, DirectiveDefinition, Document, EnumType, Field, InputObjectType, InputValue, InterfaceType,
    ObjectType, ScalarType, Type, TypeDefinition, UnionType, Value as Written,
};
use serde_json::{Value, json};

use crate::merge::Object;

/// What stands before the names of types that only the composition needs.
const MACHINERY: [&str; 8] =
    ["join__", "link__", "core__", "federation__", "connect__", "context__", "policy__", "requiresScopes__"];

/// Directives of the composition whose names say nothing of it.
const MACHINERY_DIRECTIVES: [&str; 5] = ["link", "connect", "context", "fromContext", "policy"];

/// The mark of a type that is only named.
const NAMED: &str = "named";

/// Every type that callers see, by name, in the order of the document.
pub(super) fn types(document: &Document) -> Object {
    let seen = Seen { types: type_definitions(document).collect() };
    seen.types.iter().map(|definition| (name(definition).to_owned(), seen.described(definition))).collect()
}

/// The schema as `__schema` gives it.
pub(super) fn schema(document: &Document, types: &Object) -> Value {
    let root = |name: Option<&String>| name.filter(|name| types.contains_key(*name)).map(|name| named(name));
    let all: Vec<Value> = types.keys().map(|name| named(name)).collect();
    json!({
        "description": null,
        "types": all,
        "queryType": root(document.query_type_name()),
        "mutationType": root(document.mutation_type_name()),
        "subscriptionType": root(document.subscription_type_name()),
        "directives": directives(document).into_iter().map(|(_, directive)| directive).collect::<Vec<_>>(),
    })
}

/// The description of a type that may be only named.
pub(super) fn written_out<'a>(object: &'a Object, types: &'a Object) -> &'a Object {
    let named = object.get(NAMED).and_then(Value::as_str);
    named.and_then(|name| types.get(name)?.as_object()).unwrap_or(object)
}

fn named(name: &str) -> Value {
    json!({ NAMED: name })
}

fn type_definitions(document: &Document) -> impl Iterator<Item = &TypeDefinition> {
    let definitions = document.definitions.iter().filter_map(|definition| match definition {
        Definition::TypeDefinition(definition) => Some(definition),
        _ => None,
    });
    definitions.filter(|definition| !is_machinery(name(definition)))
}

fn is_machinery(name: &str) -> bool {
    MACHINERY.iter().any(|prefix| name.starts_with(prefix))
}

fn name(definition: &TypeDefinition) -> &str {
    match definition {
        TypeDefinition::Scalar(scalar) => &scalar.name,
        TypeDefinition::Object(object) => &object.name,
        TypeDefinition::Interface(interface) => &interface.name,
        TypeDefinition::Union(union) => &union.name,
        TypeDefinition::Enum(list) => &list.name,
        TypeDefinition::InputObject(input) => &input.name,
    }
}

struct Seen<'d> {
    types: Vec<&'d TypeDefinition>,
}

impl Seen<'_> {
    fn described(&self, definition: &TypeDefinition) -> Value {
        match definition {
            TypeDefinition::Scalar(scalar) => described_scalar(scalar),
            TypeDefinition::Object(object) => self.object(object),
            TypeDefinition::Interface(interface) => self.interface(interface),
            TypeDefinition::Union(union) => self.union(union),
            TypeDefinition::Enum(list) => described_enum(list),
            TypeDefinition::InputObject(input) => described_input(input),
        }
    }

    fn object(&self, object: &ObjectType) -> Value {
        json!({
            "kind": "OBJECT",
            "name": object.name,
            "description": object.description,
            "fields": fields(&object.fields),
            "interfaces": self.named(&object.implements_interfaces),
        })
    }

    fn interface(&self, interface: &InterfaceType) -> Value {
        json!({
            "kind": "INTERFACE",
            "name": interface.name,
            "description": interface.description,
            "fields": fields(&interface.fields),
            "interfaces": self.named(&interface.implements_interfaces),
            "possibleTypes": self.implementing(&interface.name),
        })
    }

    fn union(&self, union: &UnionType) -> Value {
        json!({
            "kind": "UNION",
            "name": union.name,
            "description": union.description,
            "possibleTypes": self.named(&union.types),
        })
    }

    /// Those of these types that callers see.
    fn named(&self, names: &[String]) -> Vec<Value> {
        let seen = |wanted: &&String| self.types.iter().any(|definition| name(definition) == wanted.as_str());
        names.iter().filter(seen).map(|name| named(name)).collect()
    }

    fn implementing(&self, interface: &str) -> Vec<Value> {
        let objects = self.types.iter().filter_map(|definition| match definition {
            TypeDefinition::Object(object) if object.implements_interfaces.iter().any(|name| name == interface) => {
                Some(named(&object.name))
            }
            _ => None,
        });
        objects.collect()
    }
}

fn described_scalar(scalar: &ScalarType) -> Value {
    json!({
        "kind": "SCALAR",
        "name": scalar.name,
        "description": scalar.description,
        "specifiedByURL": said(&scalar.directives, "specifiedBy", "url"),
    })
}

fn described_enum(list: &EnumType) -> Value {
    let value = |name: &str, description: &Option<String>, directives: &[Directive]| {
        deprecable(json!({ "name": name, "description": description }), directives)
    };
    let mut values: Vec<Value> =
        list.values.iter().map(|known| value(&known.name, &known.description, &known.directives)).collect();
    // The planner's list of places is older than this one.
    let place = "VARIABLE_DEFINITION";
    if list.name == "__DirectiveLocation" && !list.values.iter().any(|known| known.name == place) {
        values.push(value(place, &None, &[]));
    }
    json!({ "kind": "ENUM", "name": list.name, "description": list.description, "enumValues": values })
}

fn described_input(input: &InputObjectType) -> Value {
    json!({
        "kind": "INPUT_OBJECT",
        "name": input.name,
        "description": input.description,
        "inputFields": inputs(&input.fields),
        "isOneOf": input.directives.iter().any(|directive| directive.name == "oneOf"),
    })
}

/// The fields of a type; those of introspection are nobody's own.
fn fields(written: &[Field]) -> Vec<Value> {
    let described = |field: &Field| {
        let entry = json!({
            "name": field.name,
            "description": field.description,
            "args": inputs(&field.arguments),
            "type": described_type(&field.field_type),
        });
        deprecable(entry, &field.directives)
    };
    written.iter().filter(|field| !field.name.starts_with("__")).map(described).collect()
}

fn inputs(written: &[InputValue]) -> Vec<Value> {
    let described = |input: &InputValue| {
        let entry = json!({
            "name": input.name,
            "description": input.description,
            "type": described_type(&input.value_type),
            "defaultValue": input.default_value.as_ref().map(printed),
        });
        deprecable(entry, &input.directives)
    };
    written.iter().map(described).collect()
}

fn described_type(written: &Type) -> Value {
    match written {
        Type::NamedType(name) => named(name),
        Type::ListType(inner) => json!({ "kind": "LIST", "ofType": described_type(inner) }),
        Type::NonNullType(inner) => json!({ "kind": "NON_NULL", "ofType": described_type(inner) }),
    }
}

fn deprecable(mut entry: Value, directives: &[Directive]) -> Value {
    let deprecated = directives.iter().any(|directive| directive.name == "deprecated");
    let reason = || said(directives, "deprecated", "reason").unwrap_or("No longer supported");
    entry["isDeprecated"] = json!(deprecated);
    entry["deprecationReason"] = json!(deprecated.then(reason));
    entry
}

/// The text that a directive is given as an argument.
fn said<'d>(directives: &'d [Directive], directive: &str, argument: &str) -> Option<&'d str> {
    let found = directives.iter().find(|known| known.name == directive)?;
    found.arguments.iter().find_map(|(name, value)| match value {
        Written::String(text) if name == argument => Some(text.as_str()),
        _ => None,
    })
}

/// The directives by name: the document may declare `@skip` and `@include` twice, then the last word counts.
fn directives(document: &Document) -> Object {
    let definitions = document.definitions.iter().filter_map(|definition| match definition {
        Definition::DirectiveDefinition(directive) => Some(directive),
        _ => None,
    });
    let seen = definitions.filter(|directive| {
        let name = directive.name.as_str();
        !is_machinery(name) && !MACHINERY_DIRECTIVES.contains(&name)
    });
    seen.map(|directive| (directive.name.clone(), described_directive(directive))).collect()
}

fn described_directive(directive: &DirectiveDefinition) -> Value {
    json!({
        "name": directive.name,
        "description": directive.description,
        "locations": locations(directive),
        "args": inputs(&directive.arguments),
        "isRepeatable": directive.repeatable,
    })
}

/// Where a directive may stand; of two, the planner's own text is not that of the specification.
fn locations(directive: &DirectiveDefinition) -> Vec<&'static str> {
    match directive.name.as_str() {
        "deprecated" => vec!["FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INPUT_FIELD_DEFINITION", "ENUM_VALUE"],
        "oneOf" => vec!["INPUT_OBJECT"],
        _ => directive.locations.iter().map(|location| location.as_str()).collect(),
    }
}

/// A default as a document would write it.
fn printed(value: &Written) -> String {
    match value {
        Written::String(text) => json!(text).to_string(),
        Written::List(items) => format!("[{}]", items.iter().map(printed).collect::<Vec<_>>().join(", ")),
        Written::Object(fields) => {
            let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name}: {}", printed(value))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        other => other.to_string(),
    }
}
