//! Everything that can be asked, read from the client schema: each root field, its arguments, its answer to the last field.

use std::{collections::BTreeMap, fs, sync::LazyLock};

use graphql_tools::{
    parser::parse_schema,
    static_graphql::schema::{Definition, Field, Type, TypeDefinition},
};

use crate::support::root;

/// The client schema as it is published.
pub(super) struct Surface {
    kinds: BTreeMap<String, Kind>,
}

/// What a type is made of.
pub(super) enum Kind {
    /// Its fields.
    Object(Vec<Part>),
    /// What is written in it.
    Input(Vec<Part>),
    /// Its values.
    Enum(Vec<String>),
    /// One value.
    Scalar,
}

/// A field, an argument, or an entry of an input.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) name: String,
    /// As the schema writes it: `[String!]!`.
    pub(super) written: String,
    /// Without lists and signs: `String`.
    pub(super) named: String,
    pub(super) arguments: Vec<Part>,
}

/// A root field.
pub(super) struct Ask {
    pub(super) field: String,
    pub(super) mutation: bool,
    pub(super) arguments: Vec<Part>,
    /// The type of its answer.
    pub(super) named: String,
    /// Asks for the whole of it, as deep as a request may.
    pub(super) document: String,
}

/// Fields within fields that a document asks: what the gateway lets through.
const DEPTH: usize = 9;

impl Surface {
    /// The published schema, read once.
    pub(super) fn read() -> &'static Self {
        static READ: LazyLock<Surface> = LazyLock::new(|| {
            let text = fs::read_to_string(root().join("schema/passegue.graphql")).expect("the client schema");
            Surface::of(&text)
        });
        &READ
    }

    fn of(text: &str) -> Self {
        let document = parse_schema::<String>(text).expect("a schema").into_static();
        let known = document.definitions.into_iter().filter_map(|definition| match definition {
            Definition::TypeDefinition(definition) => kind(definition),
            _ => None,
        });
        Self { kinds: known.collect() }
    }

    /// Every root field, queries first.
    pub(super) fn asks(&self) -> Vec<Ask> {
        let of = |root: &str| self.fields(root).iter().map(|field| self.ask(field, root == "Mutation")).collect();
        let (queries, mutations): (Vec<Ask>, Vec<Ask>) = (of("Query"), of("Mutation"));
        queries.into_iter().chain(mutations).collect()
    }

    /// The fields of an object; none of anything else.
    pub(super) fn fields(&self, name: &str) -> &[Part] {
        match self.kinds.get(name) {
            Some(Kind::Object(fields)) => fields,
            _ => &[],
        }
    }

    /// What is written in an input; nothing in anything else.
    pub(super) fn entries(&self, name: &str) -> &[Part] {
        match self.kinds.get(name) {
            Some(Kind::Input(entries)) => entries,
            _ => &[],
        }
    }

    /// The objects that callers see, besides the roots: each with its fields.
    pub(super) fn objects(&self) -> impl Iterator<Item = (&str, &[Part])> {
        self.kinds.iter().filter_map(|(name, kind)| match kind {
            Kind::Object(fields) if !["Query", "Mutation"].contains(&name.as_str()) => {
                Some((name.as_str(), fields.as_slice()))
            }
            _ => None,
        })
    }

    /// The values of an enumeration; none of anything else.
    pub(super) fn values(&self, name: &str) -> &[String] {
        match self.kinds.get(name) {
            Some(Kind::Enum(values)) => values,
            _ => &[],
        }
    }

    fn ask(&self, field: &Part, mutation: bool) -> Ask {
        let list = |part: fn(&Part) -> String| field.arguments.iter().map(part).collect::<Vec<_>>().join(", ");
        let declared = list(|one| format!("${}: {}", one.name, one.written));
        let given = list(|one| format!("{}: ${}", one.name, one.name));
        let around = |text: String| if text.is_empty() { text } else { format!("({text})") };
        let (head, inside) =
            (if mutation { "mutation" } else { "query" }, self.selection(&field.named, &mut Vec::new()));
        let document = format!("{head}{} {{ {}{}{inside} }}", around(declared), field.name, around(given));
        Ask {
            field: field.name.clone(),
            mutation,
            arguments: field.arguments.clone(),
            named: field.named.clone(),
            document,
        }
    }

    /// Every field of a type and of the types within, none within itself.
    fn selection(&self, name: &str, above: &mut Vec<String>) -> String {
        if self.fields(name).is_empty() {
            return String::new();
        }
        above.push(name.to_owned());
        let chosen: Vec<String> = self.fields(name).iter().filter_map(|field| self.chosen(field, above)).collect();
        above.pop();
        format!(" {{ {} }}", chosen.join(" "))
    }

    fn chosen(&self, field: &Part, above: &mut Vec<String>) -> Option<String> {
        let composite = !self.fields(&field.named).is_empty();
        let too_deep = above.contains(&field.named) || above.len() + 2 > DEPTH;
        if (composite && too_deep) || field.arguments.iter().any(|argument| argument.written.ends_with('!')) {
            return None;
        }
        let few = if field.arguments.iter().any(|argument| argument.name == "first") { "(first: 3)" } else { "" };
        let inside = self.selection(&field.named, above);
        // A type whose every field leads back above has nothing to show here.
        (!composite || inside != " {  }").then(|| format!("{}{few}{inside}", field.name))
    }
}

fn kind(definition: TypeDefinition) -> Option<(String, Kind)> {
    Some(match definition {
        TypeDefinition::Object(object) => (object.name, Kind::Object(object.fields.iter().map(field).collect())),
        TypeDefinition::Interface(interface) => {
            (interface.name, Kind::Object(interface.fields.iter().map(field).collect()))
        }
        TypeDefinition::InputObject(input) => (
            input.name,
            Kind::Input(input.fields.iter().map(|one| part(&one.name, &one.value_type, Vec::new())).collect()),
        ),
        TypeDefinition::Enum(one) => (one.name, Kind::Enum(one.values.into_iter().map(|value| value.name).collect())),
        TypeDefinition::Scalar(one) => (one.name, Kind::Scalar),
        TypeDefinition::Union(_) => return None,
    })
}

fn field(field: &Field) -> Part {
    let arguments = field.arguments.iter().map(|one| part(&one.name, &one.value_type, Vec::new()));
    part(&field.name, &field.field_type, arguments.collect())
}

fn part(name: &str, kind: &Type, arguments: Vec<Part>) -> Part {
    Part { name: name.to_owned(), written: kind.to_string(), named: named(kind), arguments }
}

fn named(kind: &Type) -> String {
    match kind {
        Type::NamedType(name) => name.clone(),
        Type::ListType(inner) | Type::NonNullType(inner) => named(inner),
    }
}

#[test]
fn a_schema_is_asked_to_its_last_field() {
    let surface = Surface::of(
        "type Query { venue(id: ID!): Venue  many(first: Int, kind: Kind): [Venue!]! } enum Kind { A B }
         type Mutation { open(input: In!, key: ID!): Venue } input In { name: String! point: [Int!] }
         type Venue { id: ID! town: Town sessions(first: Int, from: String): [Session!] one(id: ID!): Session }
         type Town { code: ID! venues: [Venue!]! } type Session { at: String venue: Venue only: Only } type Only { venue: Venue }",
    );
    let asks = surface.asks();
    let whole = "{ id town { code } sessions(first: 3) { at } }";
    assert_eq!(asks[0].document, format!("query($id: ID!) {{ venue(id: $id) {whole} }}"));
    assert_eq!(
        asks[1].document,
        format!("query($first: Int, $kind: Kind) {{ many(first: $first, kind: $kind) {whole} }}")
    );
    assert!(asks[2].mutation && asks[2].document.starts_with("mutation($input: In!, $key: ID!) { open(input: $input"));
    assert_eq!(surface.entries("In").iter().map(|entry| &entry.written).collect::<Vec<_>>(), ["String!", "[Int!]"]);
    assert_eq!(surface.values("Kind"), ["A", "B"]);
    assert_eq!(surface.objects().count(), 4);
}
