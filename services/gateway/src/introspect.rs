//! The schema told to those who may read it: `__schema` and `__type`, answered without asking any subgraph.
//! Each type is described once; a type within another is only named, and written out as far as it is asked.
//! Fragments, nulls and `__typename` are then the affair of `project`, as for any answer.

mod describe;

use graphql_tools::static_graphql::schema::Document;
use kernel::refusal::FaultCode;
use serde_json::{Value, json};

use crate::{
    merge::{Object, merge_key},
    selection::{Chosen, Selection},
};

/// Whether a field is one of those that the gateway answers itself.
pub(crate) fn is_introspection(field: &str) -> bool {
    matches!(field, "__schema" | "__type")
}

/// Whether anything of the schema is asked among these root fields.
pub(crate) fn asks(asked: &[Selection]) -> bool {
    asked.iter().any(|selection| match selection {
        Selection::Field(field) => is_introspection(&field.name),
        Selection::On(narrowed) => asks(&narrowed.inside),
    })
}

/// The whole schema, described.
pub(crate) struct Description {
    /// `{"__schema": …}`
    root: Object,
    types: Object,
}

impl Description {
    /// Describes the schema that callers see.
    pub(crate) fn of(document: &Document) -> Self {
        let types = describe::types(document);
        let schema = describe::schema(document, &types);
        Self { root: Object::from_iter([("__schema".to_owned(), schema)]), types }
    }

    /// What an operation asks of the schema, by key; `LIMIT_EXCEEDED` when that would be more than so many values.
    pub(crate) fn tell(&self, asked: &[Selection], variables: &Object, values: usize) -> Result<Object, FaultCode> {
        let mut told = Object::new();
        let mut telling = Telling { types: &self.types, variables, left: values };
        telling.object(asked, &self.root, &mut told)?;
        Ok(told)
    }
}

struct Telling<'a> {
    types: &'a Object,
    variables: &'a Object,
    left: usize,
}

impl Telling<'_> {
    fn object(&mut self, asked: &[Selection], of: &Object, told: &mut Object) -> Result<(), FaultCode> {
        for selection in asked {
            match selection {
                Selection::Field(field) => self.field(field, of, told)?,
                Selection::On(narrowed) => self.object(&narrowed.inside, of, told)?,
            }
        }
        Ok(())
    }

    /// What the description does not have is a subgraph's field, or null.
    fn field(&mut self, field: &Chosen, of: &Object, told: &mut Object) -> Result<(), FaultCode> {
        let known = match field.name.as_str() {
            "__type" => field.argument("name").and_then(|name| self.types.get(name.text(self.variables)?)),
            name => of.get(name),
        };
        if let Some(known) = known {
            let value = self.value(known, field)?;
            merge_key(told, field.key.clone(), value);
        }
        Ok(())
    }

    fn value(&mut self, known: &Value, field: &Chosen) -> Result<Value, FaultCode> {
        self.left = self.left.checked_sub(1).ok_or(FaultCode::LimitExceeded)?;
        match known {
            Value::Array(items) => {
                let all = field.argument("includeDeprecated").is_some_and(|given| given.flag(self.variables));
                let shown = items.iter().filter(|item| all || item.get("isDeprecated") != Some(&json!(true)));
                shown.map(|item| self.value(item, field)).collect()
            }
            Value::Object(object) => {
                let mut told = Object::new();
                self.object(&field.inside, describe::written_out(object, self.types), &mut told)?;
                Ok(Value::Object(told))
            }
            leaf => Ok(leaf.clone()),
        }
    }
}
