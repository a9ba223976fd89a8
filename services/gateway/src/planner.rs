//! From a text to a plan. This module and its child are the only ones that name the planner's own types:
//! a change of planner ends here.

mod apart;
mod plain;
mod rank;
mod shown;
mod translate;

use std::{panic::catch_unwind, time::Duration};

use graphql_tools::{
    parser::parse_query_with_token_limit,
    static_graphql::query::{Definition, Document},
    validation::{
        rules::default_rules_validation_plan,
        validate::{ValidationPlan, validate},
    },
};
use hive_router_query_planner::{
    ast::{normalization::normalize_operation, operation::OperationDefinition as Operation},
    planner::{Planner as QueryPlanner, plan_nodes::QueryPlan},
    state::supergraph_state::OperationKind,
    utils::cancellation::CancellationToken,
};
use kernel::refusal::FaultCode;

use crate::{
    introspect::Description,
    plan::Prepared,
    schema::Schema,
    supergraph::{self, BadSupergraph},
};

pub(crate) use plain::{Decided, Deciders};

/// No plan of an honest request takes longer.
const PATIENCE: Duration = Duration::from_secs(1);

/// Why a request was not planned.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Denied {
    pub(crate) code: FaultCode,
    /// For developers, where the schema is open to them; never shown otherwise.
    pub(crate) details: Vec<String>,
}

impl From<FaultCode> for Denied {
    fn from(code: FaultCode) -> Self {
        Self { code, details: Vec::new() }
    }
}

/// Plans operations over one supergraph.
pub(crate) struct Planner {
    planner: QueryPlanner,
    rules: ValidationPlan,
}

impl Planner {
    /// Reads a composed supergraph.
    pub(crate) fn load(supergraph: &str) -> Result<Self, BadSupergraph> {
        let mut document = supergraph::read(supergraph)?;
        rank::rank(&mut document);
        // It takes for granted what a composer writes, and panics where somebody wrote by hand.
        let made = catch_unwind(|| QueryPlanner::new_from_supergraph(&document, Default::default()));
        let planner = made.map_err(|_| BadSupergraph::Unusable("the planner gave up".to_owned()))?;
        let planner = planner.map_err(|error| BadSupergraph::Unusable(error.to_string()))?;
        Ok(Self { planner, rules: default_rules_validation_plan() })
    }

    /// The schema that callers see.
    pub(crate) fn schema(&self) -> Schema {
        let state = &self.planner.supergraph;
        Schema::read(&self.planner.consumer_schema.document, &state.interface_to_object_types)
    }

    /// The same schema, described to those who may read it.
    pub(crate) fn description(&self) -> Description {
        Description::of(&self.planner.consumer_schema.document)
    }

    /// The subgraphs that the supergraph is made of, by name.
    pub(crate) fn subgraphs(&self) -> impl Iterator<Item = &str> {
        self.planner.supergraph.subgraph_endpoint_map.keys().map(|name| rank::without_rank(name))
    }

    /// Plans one operation of a document that has passed the limits, as its conditions are decided.
    pub(crate) fn plan(
        &self,
        document: &Document,
        operation: Option<&str>,
        decided: &Decided,
    ) -> Result<Prepared, Denied> {
        self.validate(document)?;
        check_choice(document, operation)?;
        let state = &self.planner.supergraph;
        let plain = plain::plain(state, document, operation, decided);
        let plain = plain.ok_or_else(|| bad("no such operation".to_owned()))?;
        let normalized = normalize_operation(state, &plain, operation).map_err(|error| bad(error.to_string()))?;
        let (kind, _) = normalized.operation.parts();
        if matches!(kind, OperationKind::Subscription) {
            return Err(bad("no subscriptions here".to_owned()));
        }
        let root_type = state.root_type_name(Some(kind)).map_err(|error| bad(error.to_string()))?.to_owned();
        let asked = apart::without_introspection(&normalized.operation);
        let plan = asked.map(|asked| self.plan_asked(&asked)).transpose()?;
        let prepared = translate::prepared(plan.as_ref(), &normalized, shown::shown(&plain), root_type);
        prepared.ok_or_else(|| fault("unknown shape of plan".to_owned()))
    }

    fn plan_asked(&self, asked: &Operation) -> Result<QueryPlan, Denied> {
        let token = CancellationToken::with_timeout(PATIENCE);
        let plan = self.planner.plan_from_normalized_operation(asked, Default::default(), &token);
        plan.map_err(|error| fault(error.to_string()))
    }

    fn validate(&self, document: &Document) -> Result<(), Denied> {
        let errors = validate(&self.planner.consumer_schema.document, document, &self.rules);
        match errors.is_empty() {
            true => Ok(()),
            false => Err(Denied {
                code: FaultCode::BadRequest,
                details: errors.into_iter().map(|error| error.message).collect(),
            }),
        }
    }
}

/// Several operations in a document, and none named: nobody guesses which is meant.
fn check_choice(document: &Document, operation: Option<&str>) -> Result<(), Denied> {
    let operations = document.definitions.iter().filter(|definition| matches!(definition, Definition::Operation(_)));
    if operations.count() > 1 && operation.is_none() { Err(bad("which operation?".to_owned())) } else { Ok(()) }
}

/// Parses a request, no further than so many tokens.
pub(crate) fn parse(text: &str, tokens: usize) -> Result<Document, Denied> {
    let parsed = parse_query_with_token_limit::<String>(text, tokens);
    parsed.map(|document| document.into_static()).map_err(|error| {
        let text = error.to_string();
        match text.contains("limit exceeded") {
            true => FaultCode::LimitExceeded.into(),
            false => bad(text),
        }
    })
}

fn bad(detail: String) -> Denied {
    Denied { code: FaultCode::BadRequest, details: vec![detail] }
}

fn fault(cause: String) -> Denied {
    tracing::error!(cause, "no plan");
    Denied { code: FaultCode::Internal, details: vec![cause] }
}
