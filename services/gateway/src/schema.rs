//! The schema that callers see: types, fields, which type is which, and whether a variable fits.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use graphql_tools::static_graphql::schema::{self, Definition, TypeDefinition};
use serde_json::Value;

/// A type as a field or a variable bears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Named(String),
    List(Box<Type>),
    NonNull(Box<Type>),
}

impl Type {
    /// The name at its heart.
    fn name(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::List(inner) | Self::NonNull(inner) => inner.name(),
        }
    }
}

impl From<&schema::Type> for Type {
    fn from(written: &schema::Type) -> Self {
        match written {
            schema::Type::NamedType(name) => Self::Named(name.clone()),
            schema::Type::ListType(inner) => Self::List(Box::new((&**inner).into())),
            schema::Type::NonNullType(inner) => Self::NonNull(Box::new((&**inner).into())),
        }
    }
}

/// A field of an object or an interface.
pub(crate) struct Field {
    pub(crate) kind: Type,
    /// What its values are, lists and nulls apart.
    pub(crate) heart: Heart,
}

/// What a value is at heart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Heart {
    /// A thing of that type.
    Composite,
    Int,
    Float,
    Text,
    Boolean,
    Id,
    /// One of these names.
    Enum(Arc<HashSet<String>>),
    /// Whatever its owner says.
    Custom,
}

impl Heart {
    /// Whether a value that is not null can be this, when it is no thing.
    pub(crate) fn takes(&self, value: &Value) -> bool {
        match self {
            Self::Composite => false,
            Self::Int => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
            Self::Float => value.is_number(),
            Self::Text | Self::Enum(_) => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Id => value.is_string() || value.is_i64() || value.is_u64(),
            Self::Custom => true,
        }
    }
}

/// The fields of a type by name.
pub(crate) type Fields = HashMap<String, Field>;

struct InputField {
    kind: Type,
    has_default: bool,
}

/// What the gateway must know of the schema while it runs a plan.
#[derive(Default)]
pub(crate) struct Schema {
    /// Fields of objects and interfaces; unions have none.
    composites: HashMap<String, Fields>,
    objects: HashSet<String>,
    enums: HashMap<String, Arc<HashSet<String>>>,
    inputs: HashMap<String, HashMap<String, InputField>>,
    /// Which objects an interface or a union may be.
    possible: HashMap<String, HashSet<String>>,
}

impl Schema {
    /// Reads a schema document; `members` adds the objects of interfaces that only a subgraph knows.
    pub(crate) fn read<'a, I>(document: &schema::Document, members: I) -> Self
    where
        I: IntoIterator<Item = (&'a String, &'a BTreeSet<String>)>,
    {
        let mut read = Self::default();
        for definition in &document.definitions {
            if let Definition::TypeDefinition(definition) = definition {
                read.learn(definition);
            }
        }
        for (interface, objects) in members {
            read.possible.entry(interface.clone()).or_default().extend(objects.iter().cloned());
        }
        read.find_hearts();
        read
    }

    /// Once every type is known.
    fn find_hearts(&mut self) {
        let mut composites = std::mem::take(&mut self.composites);
        let known: HashSet<String> = composites.keys().cloned().collect();
        for field in composites.values_mut().flat_map(Fields::values_mut) {
            field.heart = self.heart(field.kind.name(), &known);
        }
        self.composites = composites;
    }

    fn heart(&self, name: &str, composites: &HashSet<String>) -> Heart {
        match name {
            "Int" => Heart::Int,
            "Float" => Heart::Float,
            "String" => Heart::Text,
            "Boolean" => Heart::Boolean,
            "ID" => Heart::Id,
            _ if composites.contains(name) => Heart::Composite,
            _ => self.enums.get(name).map_or(Heart::Custom, |values| Heart::Enum(values.clone())),
        }
    }

    fn learn(&mut self, definition: &TypeDefinition) {
        match definition {
            TypeDefinition::Object(object) => {
                self.objects.insert(object.name.clone());
                self.composites.insert(object.name.clone(), fields(&object.fields));
                for interface in &object.implements_interfaces {
                    self.possible.entry(interface.clone()).or_default().insert(object.name.clone());
                }
            }
            TypeDefinition::Interface(interface) => {
                self.composites.insert(interface.name.clone(), fields(&interface.fields));
            }
            TypeDefinition::Union(union) => {
                self.composites.insert(union.name.clone(), HashMap::new());
                self.possible.entry(union.name.clone()).or_default().extend(union.types.iter().cloned());
            }
            // What the gateway says of the schema needs no judge, and the planner's lists for it are not whole.
            TypeDefinition::Enum(list) if list.name.starts_with("__") => {}
            TypeDefinition::Enum(list) => {
                let values = list.values.iter().map(|value| value.name.clone()).collect();
                self.enums.insert(list.name.clone(), Arc::new(values));
            }
            TypeDefinition::InputObject(input) => {
                self.inputs.insert(input.name.clone(), input_fields(&input.fields));
            }
            TypeDefinition::Scalar(_) => {}
        }
    }

    /// Whether a thing of type `name` is also a `condition`.
    pub(crate) fn is(&self, name: &str, condition: &str) -> bool {
        name == condition || self.possible.get(condition).is_some_and(|objects| objects.contains(name))
    }

    /// Whether a thing of that type is one of these; an unknown type is given the benefit of the doubt.
    pub(crate) fn is_any(&self, name: Option<&str>, conditions: &BTreeSet<String>) -> bool {
        name.is_none_or(|name| conditions.iter().any(|condition| self.is(name, condition)))
    }

    /// The fields of an object or an interface.
    pub(crate) fn fields(&self, owner: &str) -> Option<&Fields> {
        self.composites.get(owner)
    }

    /// The name, if it is that of an object callers may see.
    pub(crate) fn object(&self, name: &str) -> Option<&str> {
        self.objects.get(name).map(String::as_str)
    }

    /// Whether the name is that of an interface or a union: a thing is never only that.
    pub(crate) fn is_abstract(&self, name: &str) -> bool {
        self.possible.contains_key(name)
    }

    /// Whether a JSON value fits an input type. Scalars of the house are judged by the subgraph that owns them.
    pub(crate) fn fits(&self, kind: &Type, value: &Value) -> bool {
        match (kind, value) {
            (Type::NonNull(_), Value::Null) => false,
            (Type::NonNull(inner), value) => self.fits(inner, value),
            (_, Value::Null) => true,
            (Type::List(inner), Value::Array(items)) => items.iter().all(|item| self.fits(inner, item)),
            (Type::List(inner), single) => self.fits(inner, single),
            (Type::Named(name), value) => self.fits_named(name, value),
        }
    }

    fn fits_named(&self, name: &str, value: &Value) -> bool {
        match name {
            "Int" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
            "Float" => value.is_number(),
            "String" => value.is_string(),
            "Boolean" => value.is_boolean(),
            "ID" => value.is_string() || value.is_i64() || value.is_u64(),
            _ => match (self.enums.get(name), self.inputs.get(name)) {
                (Some(values), _) => value.as_str().is_some_and(|value| values.contains(value)),
                (_, Some(declared)) => self.fits_input(declared, value),
                _ => true,
            },
        }
    }

    fn fits_input(&self, declared: &HashMap<String, InputField>, value: &Value) -> bool {
        let Value::Object(given) = value else { return false };
        given.keys().all(|key| declared.contains_key(key))
            && declared.iter().all(|(name, field)| match given.get(name) {
                Some(value) => self.fits(&field.kind, value),
                None => field.has_default || !matches!(field.kind, Type::NonNull(_)),
            })
    }
}

fn fields(written: &[schema::Field]) -> Fields {
    let read = |field: &schema::Field| Field { kind: Type::from(&field.field_type), heart: Heart::Custom };
    written.iter().map(|field| (field.name.clone(), read(field))).collect()
}

fn input_fields(written: &[schema::InputValue]) -> HashMap<String, InputField> {
    let read = |field: &schema::InputValue| InputField {
        kind: Type::from(&field.value_type),
        has_default: field.default_value.is_some(),
    };
    written.iter().map(|field| (field.name.clone(), read(field))).collect()
}

/// The schema written in a test.
#[cfg(test)]
pub(crate) fn of(sdl: &str) -> Schema {
    let document = graphql_tools::parser::parse_schema::<String>(sdl).unwrap().into_static();
    Schema::read(&document, [])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_thing_is_its_interfaces_and_unions() {
        let schema = of(
            "interface Place { id: ID } union Any = Venue | Town type Venue implements Place { id: ID } type Town { id: ID }",
        );
        let both = BTreeSet::from(["Place".to_owned(), "Town".to_owned()]);
        assert!(schema.is("Venue", "Place") && schema.is("Venue", "Any") && schema.is("Town", "Town"));
        assert!(!schema.is("Town", "Place") && !schema.is("Place", "Venue"));
        assert!(schema.is_abstract("Place") && schema.is_abstract("Any") && !schema.is_abstract("Venue"));
        assert!(
            schema.is_any(Some("Venue"), &both) && schema.is_any(None, &both) && !schema.is_any(Some("Road"), &both)
        );
    }

    #[test]
    fn a_single_value_fits_a_list_and_null_fits_only_what_may_be_null() {
        let schema = of("type Query { x: Int }");
        let list = Type::List(Box::new(Type::NonNull(Box::new(Type::Named("Int".into())))));
        let fits = [json!(null), json!([]), json!(1), json!([1, 2])].map(|value| schema.fits(&list, &value));
        assert_eq!(fits, [true; 4]);
        let unfit = [json!([null]), json!("1"), json!(1.5), json!([[1]])].map(|value| schema.fits(&list, &value));
        assert_eq!(unfit, [false; 4]);
        assert!(
            schema.fits(&Type::Named("Cents".into()), &json!({ "any": 1 })),
            "a scalar of the house is its owner's affair"
        );
    }
}
