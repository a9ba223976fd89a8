//! The `cheques` subgraph: orders, cheques, redemptions, settlements.

mod bank;
mod bookings;
mod books;
mod carnet_deeds;
mod carnet_types;
mod carnets;
mod corrections;
mod counter;
mod disputes;
mod figures;
mod input;
mod money;
mod mutation;
mod objects;
mod order_life;
mod order_payload;
mod orders;
mod paid;
mod papers;
mod payload;
mod prescriber;
mod print;
mod proof;
mod publics;
mod query;
mod request_deeds;
mod requests;
mod services;
mod terms;

use async_graphql::{EmptySubscription, MergedObject, SDLExportOptions, Schema, SchemaBuilder, ValidationMode};

use crate::desk::Desk;
use bank::{BankMutation, BankQuery};
use bookings::BookingDeeds;
use books::{BooksMutation, BooksQuery};
use carnets::{CarnetsMutation, CarnetsQuery};
use corrections::{CorrectionDeeds, CorrectionQuery};
use disputes::{DisputeDeeds, DisputeQuery};
use figures::FiguresQuery;
use money::MoneyQuery;
use mutation::ChequesMutation;
use order_life::OrdersQuery;
use orders::OrdersMutation;
use papers::{PapersDeeds, PapersQuery};
use print::{PrintMutation, PrintQuery};
use proof::TransparencyQuery;
use query::ChequesQuery;
use request_deeds::RequestDeeds;
use requests::RequestsQuery;
use services::ServicesQuery;
use terms::{TermsMutation, TermsQuery};

/// The root of queries.
#[derive(MergedObject, Default)]
pub struct Query(
    ChequesQuery,
    OrdersQuery,
    MoneyQuery,
    FiguresQuery,
    CorrectionQuery,
    DisputeQuery,
    BooksQuery,
    TransparencyQuery,
    CarnetsQuery,
    PrintQuery,
    BankQuery,
    TermsQuery,
    RequestsQuery,
    ServicesQuery,
    PapersQuery,
);

/// The root of mutations.
#[derive(MergedObject, Default)]
pub struct Mutation(
    ChequesMutation,
    OrdersMutation,
    CorrectionDeeds,
    DisputeDeeds,
    BooksMutation,
    CarnetsMutation,
    PrintMutation,
    BankMutation,
    TermsMutation,
    RequestDeeds,
    PapersDeeds,
    BookingDeeds,
);

/// The subgraph's schema.
pub type ChequesSchema = Schema<Query, Mutation, EmptySubscription>;

/// The subgraph over a desk. Each request bears the caller: a `kernel::access::Actor` in its data.
pub fn schema(desk: Desk) -> ChequesSchema {
    builder().data(desk).finish()
}

/// The subgraph's SDL for composition; needs no database.
pub fn sdl() -> String {
    builder().finish().sdl_with_options(SDLExportOptions::new().federation().compose_directive())
}

// Documents come from the gateway, which has validated what was asked: only the limits are looked at again.
fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .enable_federation()
        .disable_suggestions()
        .validation_mode(ValidationMode::Fast)
}
