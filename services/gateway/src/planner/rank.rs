//! The order in which the planner tries subgraphs: that of their names. Where one that knows things only by their
//! interface comes before the one that knows the objects, it finds no way to those: so such subgraphs come last.
//! The names given to the planner begin with a rank; nobody else sees them.

use std::collections::{HashMap, HashSet};

use graphql_tools::static_graphql::schema::{Definition, Directive, Document, EnumType, TypeDefinition, Value};

const FIRST: char = '0';
const LAST: char = '1';

/// Writes the ranks into a supergraph.
pub(super) fn rank(document: &mut Document) {
    let last = knowing_only_interfaces(document);
    let mut ranked = HashMap::new();
    for value in graphs(document).iter_mut().flat_map(|graphs| &mut graphs.values) {
        let rank = if last.contains(&value.name) { LAST } else { FIRST };
        let graph = value.directives.iter_mut().find(|directive| directive.name == "join__graph");
        if let Some(Value::String(name)) = graph.and_then(|graph| argument(graph, "name")) {
            let new = format!("{rank}{name}");
            ranked.insert(std::mem::replace(name, new.clone()), new);
        }
    }
    for directive in field_directives(document).filter(|directive| directive.name == "join__field") {
        if let Some(Value::String(name)) = argument(directive, "override")
            && let Some(new) = ranked.get(name)
        {
            name.clone_from(new);
        }
    }
}

/// The name of a subgraph, without its rank.
pub(super) fn without_rank(name: &str) -> &str {
    name.strip_prefix([FIRST, LAST]).unwrap_or(name)
}

/// The graphs that know an interface as if it were an object.
fn knowing_only_interfaces(document: &Document) -> HashSet<String> {
    let joins = document.definitions.iter().flat_map(|definition| match definition {
        Definition::TypeDefinition(TypeDefinition::Interface(interface)) => interface.directives.as_slice(),
        _ => &[],
    });
    let said = |directive: &Directive, wanted: &str| {
        directive.arguments.iter().find_map(|(name, value)| (name == wanted).then(|| value.clone()))
    };
    let knowing = joins.filter(|directive| said(directive, "isInterfaceObject") == Some(Value::Boolean(true)));
    knowing.filter_map(|directive| said(directive, "graph")).map(|graph| graph.to_string()).collect()
}

fn graphs(document: &mut Document) -> Option<&mut EnumType> {
    document.definitions.iter_mut().find_map(|definition| match definition {
        Definition::TypeDefinition(TypeDefinition::Enum(list)) if list.name == "join__Graph" => Some(list),
        _ => None,
    })
}

fn field_directives(document: &mut Document) -> impl Iterator<Item = &mut Directive> {
    let fields = document.definitions.iter_mut().flat_map(|definition| match definition {
        Definition::TypeDefinition(TypeDefinition::Object(object)) => object.fields.as_mut_slice(),
        Definition::TypeDefinition(TypeDefinition::Interface(interface)) => &mut interface.fields,
        _ => &mut [],
    });
    fields.flat_map(|field| &mut field.directives)
}

fn argument<'d>(directive: &'d mut Directive, wanted: &str) -> Option<&'d mut Value> {
    directive.arguments.iter_mut().find_map(|(name, value)| (name == wanted).then_some(value))
}

#[cfg(test)]
mod tests {
    use graphql_tools::parser::parse_schema;

    use super::*;

    #[test]
    fn who_knows_only_the_interface_comes_last() {
        let text = r#"enum join__Graph { A @join__graph(name: "a", url: "u") B @join__graph(name: "b", url: "u") }
            interface Item @join__type(graph: A, isInterfaceObject: true) @join__type(graph: B) { id: ID! }
            type Pen { id: ID! @join__field(graph: B, override: "a") ink: Int @join__field(graph: B, override: "gone") }"#;
        let mut document = parse_schema::<String>(text).unwrap().into_static();
        rank(&mut document);
        let ranked = document.to_string();
        for said in [r#"name: "1a""#, r#"name: "0b""#, r#"override: "1a""#, r#"override: "gone""#] {
            assert!(ranked.contains(said), "{said}");
        }
        assert_eq!(["1a", "0b", "c"].map(without_rank), ["a", "b", "c"]);
    }
}
