//! A composed supergraph as a text: whether it is one, and where its subgraphs say that they are.

use std::collections::BTreeMap;

use graphql_tools::{
    parser::parse_schema,
    static_graphql::schema::{Definition, Directive, Document, EnumType, TypeDefinition, Value},
};

/// The supergraph cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSupergraph {
    /// The text is no GraphQL schema; what the parser says, and where.
    #[error("the supergraph is no GraphQL schema: {0}")]
    Unreadable(String),
    /// A schema, but not one that was composed of subgraphs.
    #[error("the schema is no supergraph: it names no subgraph, or has no query")]
    NotComposed,
    /// The planner cannot work with it.
    #[error("the supergraph cannot be planned over: {0}")]
    Unusable(String),
}

/// Where each subgraph is asked, by name, as the supergraph itself says (`@join__graph(name:, url:)`).
pub fn addresses(supergraph: &str) -> Result<BTreeMap<String, String>, BadSupergraph> {
    let document = read(supergraph)?;
    let values = graphs(&document).map(|list| list.values.as_slice()).unwrap_or_default();
    Ok(values.iter().filter_map(|value| address(&value.directives)).collect())
}

/// The document, once it is certain that it was composed: the planner takes that for granted.
pub(crate) fn read(supergraph: &str) -> Result<Document, BadSupergraph> {
    let document = parse_schema::<String>(supergraph).map_err(|error| BadSupergraph::Unreadable(error.to_string()))?;
    let document = document.into_static();
    let named =
        graphs(&document).is_some_and(|list| list.values.iter().any(|value| address(&value.directives).is_some()));
    if named && has_query(&document) { Ok(document) } else { Err(BadSupergraph::NotComposed) }
}

fn graphs(document: &Document) -> Option<&EnumType> {
    document.definitions.iter().find_map(|definition| match definition {
        Definition::TypeDefinition(TypeDefinition::Enum(list)) if list.name == "join__Graph" => Some(list),
        _ => None,
    })
}

fn has_query(document: &Document) -> bool {
    let name = document.query_type_name().map_or("Query", String::as_str);
    matches!(document.type_by_name(name), Some(TypeDefinition::Object(_)))
}

fn address(directives: &[Directive]) -> Option<(String, String)> {
    let graph = directives.iter().find(|directive| directive.name == "join__graph")?;
    let said = |wanted: &str| {
        graph.arguments.iter().find_map(|(name, value)| match value {
            Value::String(text) if name == wanted => Some(text.clone()),
            _ => None,
        })
    };
    Some((said("name")?, said("url").unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_what_is_no_supergraph_is_said() {
        let graphs = "enum join__Graph { A @join__graph(name: \"a\", url: \"http://a/graphql\") B @join__graph(name: \"b\", url: \"\") }";
        let read = addresses(&format!("type Query {{ x: Int }} {graphs}")).unwrap();
        let read: Vec<_> = read.iter().map(|(name, url)| (name.as_str(), url.as_str())).collect();
        assert_eq!(read, [("a", "http://a/graphql"), ("b", "")]);
        assert!(matches!(addresses("type Query {"), Err(BadSupergraph::Unreadable(_))));
        for text in ["", "type Query { x: Int }", graphs, "{ x }"] {
            assert!(addresses(text).is_err(), "{text}");
        }
        assert_eq!(addresses("type Query { x: Int }"), Err(BadSupergraph::NotComposed));
    }
}
