//! What a test subgraph knows of its own schema: fields, keys, which type is which, and the schema it validates against.

use std::collections::{BTreeMap, BTreeSet};

use graphql_tools::{
    parser::{parse_schema, schema::TypeExtension},
    static_graphql::schema::{Definition, Directive, Document, Field, ObjectType, TypeDefinition, UnionType, Value},
};

/// What every server of subgraphs adds to the schema that is written.
const ADDED: &str = "scalar _Any scalar String scalar Int scalar Float scalar Boolean scalar ID
    directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    extend type Query { _entities(representations: [_Any!]!): [_Entity]! }";

/// A schema as its subgraph sees it.
pub(super) struct Sdl {
    /// The whole, extensions put in, `_entities` added.
    pub(super) document: Document,
    fields: BTreeMap<String, BTreeMap<String, Field>>,
    possible: BTreeMap<String, BTreeSet<String>>,
    keys: BTreeMap<String, Vec<Vec<String>>>,
}

impl Sdl {
    /// Reads a schema; a first paragraph `extend schema …` is for the composer alone.
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim_start();
        let text = match text.strip_prefix("extend schema") {
            Some(rest) => rest.split_once("\n\n").expect("a schema after the links").1,
            None => text,
        };
        let written = parse_schema::<String>(text).unwrap_or_else(|error| panic!("{error}: {text}")).into_static();
        let added = parse_schema::<String>(ADDED).expect("a schema").into_static();
        let mut types: BTreeMap<String, TypeDefinition> = BTreeMap::new();
        let mut directives = Vec::new();
        for definition in written.definitions.into_iter().chain(added.definitions) {
            match definition {
                Definition::TypeDefinition(definition) => put(&mut types, definition),
                Definition::TypeExtension(extension) => put(&mut types, whole(extension)),
                directive @ Definition::DirectiveDefinition(_) => directives.push(directive),
                Definition::SchemaDefinition(_) => {}
            }
        }
        Self::of(types, directives)
    }

    fn of(mut types: BTreeMap<String, TypeDefinition>, directives: Vec<Definition<'static, String>>) -> Self {
        let keys: BTreeMap<_, _> = types.iter().map(|(name, definition)| (name.clone(), keys(definition))).collect();
        let entity = |(name, definition): (&String, &TypeDefinition)| {
            let own = !keys[name].is_empty() && matches!(definition, TypeDefinition::Object(_));
            own.then(|| name.clone())
        };
        let entities: Vec<String> = types.iter().filter_map(entity).collect();
        if !entities.is_empty() {
            let union = UnionType { types: entities, ..UnionType::new("_Entity".to_owned()) };
            types.insert("_Entity".to_owned(), TypeDefinition::Union(union));
        } else if let Some(TypeDefinition::Object(query)) = types.get_mut("Query") {
            query.fields.retain(|field| field.name != "_entities");
        }
        let possible = possible(&types);
        let fields = types.iter().map(|(name, definition)| (name.clone(), fields(definition))).collect();
        let definitions = directives.into_iter().chain(types.into_values().map(Definition::TypeDefinition)).collect();
        Self { document: Document { definitions }, fields, possible, keys }
    }

    /// A field of an object or an interface.
    pub(super) fn field(&self, owner: &str, name: &str) -> Option<&Field> {
        self.fields.get(owner)?.get(name)
    }

    /// Whether the name is that of an object, an interface or a union.
    pub(super) fn is_composite(&self, name: &str) -> bool {
        self.possible.contains_key(name) || self.fields.get(name).is_some_and(|fields| !fields.is_empty())
    }

    /// Whether a thing of that type is also a `condition`.
    pub(super) fn is(&self, name: &str, condition: &str) -> bool {
        name == condition || self.possible.get(condition).is_some_and(|names| names.contains(name))
    }

    /// The top-level fields of each key of a type.
    pub(super) fn keys_of(&self, name: &str) -> &[Vec<String>] {
        self.keys.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

fn put(types: &mut BTreeMap<String, TypeDefinition>, more: TypeDefinition) {
    match (types.get_mut(name(&more)), more) {
        (Some(TypeDefinition::Object(known)), TypeDefinition::Object(more)) => {
            known.fields.extend(more.fields);
            known.directives.extend(more.directives);
            known.implements_interfaces.extend(more.implements_interfaces);
        }
        (Some(TypeDefinition::Interface(known)), TypeDefinition::Interface(more)) => known.fields.extend(more.fields),
        (_, more) => {
            types.insert(name(&more).to_owned(), more);
        }
    }
}

/// An extension without what it extends is the type itself: so wrote the first federation.
fn whole(extension: TypeExtension<'static, String>) -> TypeDefinition {
    let TypeExtension::Object(object) = extension else { panic!("only objects are extended here") };
    TypeDefinition::Object(ObjectType {
        implements_interfaces: object.implements_interfaces,
        directives: object.directives,
        fields: object.fields,
        ..ObjectType::new(object.name)
    })
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

fn fields(definition: &TypeDefinition) -> BTreeMap<String, Field> {
    let fields = match definition {
        TypeDefinition::Object(object) => &object.fields,
        TypeDefinition::Interface(interface) => &interface.fields,
        _ => return BTreeMap::new(),
    };
    fields.iter().map(|field| (field.name.clone(), field.clone())).collect()
}

fn possible(types: &BTreeMap<String, TypeDefinition>) -> BTreeMap<String, BTreeSet<String>> {
    let mut possible: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for definition in types.values() {
        match definition {
            TypeDefinition::Union(union) => {
                possible.entry(union.name.clone()).or_default().extend(union.types.iter().cloned());
            }
            TypeDefinition::Object(object) => {
                for interface in &object.implements_interfaces {
                    possible.entry(interface.clone()).or_default().insert(object.name.clone());
                }
            }
            _ => {}
        }
    }
    possible
}

fn keys(definition: &TypeDefinition) -> Vec<Vec<String>> {
    let directives: &[Directive] = match definition {
        TypeDefinition::Object(object) => &object.directives,
        TypeDefinition::Interface(interface) => &interface.directives,
        _ => &[],
    };
    directives.iter().filter(|directive| directive.name == "key").filter_map(key).collect()
}

fn key(directive: &Directive) -> Option<Vec<String>> {
    let written = directive.arguments.iter().find_map(|(name, value)| match value {
        Value::String(text) if name == "fields" => Some(text),
        _ => None,
    })?;
    let mut depth = 0;
    let mut top = Vec::new();
    for word in written.replace('{', " { ").replace('}', " } ").split_whitespace() {
        match word {
            "{" => depth += 1,
            "}" => depth -= 1,
            word if depth == 0 => top.push(word.to_owned()),
            _ => {}
        }
    }
    Some(top)
}
