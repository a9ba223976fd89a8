//! Requests for a booklet, step by step.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use registry::graph::answer::{Refusal, answer, caller, id};
use store::Trouble;

use super::{
    input::AttestationInput,
    mutation::day,
    objects::Public,
    payload::payload,
    requests::{RequestStage, RequestTakes, RequestWait},
};
use crate::{
    desk::Desk,
    requests::{
        ask::{self, RequestCarnet},
        decide::{self, Decide},
        give::{self, Give, Given},
        open::Told,
        post::{self, Post},
        rule::Rule,
        set_aside::{self, SetAside},
        settle_rule::{self, Settled},
        who::Who,
        withdraw,
    },
};

/// Somebody who asks for a booklet.
#[derive(InputObject)]
pub(super) struct RequestInput {
    /// First name and name, 2 to 100 characters.
    name: String,
    birth_year: i32,
    /// Null when there is none: a person without telephone is the usual case.
    phone: Option<String>,
    /// Where a letter reaches them, in several lines; null when nothing is to be sent.
    address: Option<String>,
    public: Public,
    /// INSEE code of the commune where the person lives.
    home_commune: String,
    /// The day on which the proof was seen: today or in the thirty days before.
    proof_seen_on: String,
    /// Whether it is another person than the one of that name and year who asked before: said after `REQUEST_OPEN` or
    /// `SECOND_CARNET`, and kept.
    #[graphql(default)]
    another_person: bool,
}

impl RequestInput {
    fn read(self) -> Result<RequestCarnet, Trouble> {
        let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Ok(RequestCarnet {
            who: Who {
                name: self.name,
                birth_year: self.birth_year,
                phone: some(self.phone),
                address: some(self.address),
            },
            public: self.public.into(),
            home_commune: self.home_commune,
            proof_seen_on: day(&self.proof_seen_on)?,
            another_person: self.another_person,
        })
    }
}

/// The rule of an order for requests.
#[derive(InputObject)]
pub(super) struct RequestRuleInput {
    takes: RequestTakes,
    /// Booklets promised or given on request at most; null: as many as there are.
    ceiling: Option<i64>,
    /// The same for the people of one commune.
    per_commune: Option<i64>,
    /// For how many days a booklet is kept for somebody, 1 to 90.
    #[graphql(default = 21)]
    keep_days: i64,
}

/// The part of the root of mutations that asks for booklets.
#[derive(Default)]
pub(super) struct RequestDeeds;

#[Object]
impl RequestDeeds {
    /// Records that somebody wishes a booklet, in the name of the caller's structure: a booklet is promised, or the request waits.
    async fn request_carnet(&self, ctx: &Context<'_>, key: ID, input: RequestInput) -> Result<RequestPayload> {
        answer(match input.read() {
            Ok(asked) => ask::request_carnet(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Ends a request because the person says so; who they are is forgotten at once.
    async fn withdraw_request(&self, ctx: &Context<'_>, key: ID, request_id: ID) -> Result<RequestPayload> {
        answer(match id(&request_id) {
            Ok(request) => withdraw::withdraw_request(ctx.data::<Desk>()?, &caller(ctx), &key, request).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Keeps a booklet for a request, at a venue of the same structure or at the structure itself.
    async fn set_carnet_aside(
        &self,
        ctx: &Context<'_>,
        key: ID,
        request_id: ID,
        carnet: String,
        venue_id: Option<ID>,
    ) -> Result<RequestPayload> {
        let asked = id(&request_id).and_then(|request| {
            let place = venue_id.as_ref().map(id).transpose()?;
            Ok(SetAside { request, carnet, place })
        });
        answer(match asked {
            Ok(asked) => set_aside::set_carnet_aside(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Records that a booklet left by tracked letter for the address of the request. What the order asks is attested before it leaves.
    async fn post_carnet(
        &self,
        ctx: &Context<'_>,
        key: ID,
        request_id: ID,
        carnet: String,
        tracking: String,
        attested: Option<AttestationInput>,
    ) -> Result<RequestPayload> {
        let asked = id(&request_id).and_then(|request| {
            let attested = attested.map(AttestationInput::read).transpose()?.unwrap_or_default();
            Ok(Post { request, carnet, tracking, attested })
        });
        answer(match asked {
            Ok(asked) => post::post_carnet(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Hands the booklet of a request over: at the counter, or once the post has delivered it. Without a number it is the one that is
    /// kept. What the order asks is attested, as at any hand-over; of a letter, it was when it left.
    async fn hand_over_request(
        &self,
        ctx: &Context<'_>,
        key: ID,
        request_id: ID,
        carnet: Option<String>,
        attested: Option<AttestationInput>,
    ) -> Result<HandOverRequestPayload> {
        let asked = id(&request_id).and_then(|request| {
            let attested = attested.map(AttestationInput::read).transpose()?.unwrap_or_default();
            Ok(Give { request, carnet, attested })
        });
        answer(match asked {
            Ok(asked) => give::hand_over_request(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Settles the rule of an order for requests, in the place of the one before.
    async fn settle_request_rule(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        input: RequestRuleInput,
    ) -> Result<RequestRulePayload> {
        let rule = Rule {
            takes: input.takes.into(),
            ceiling: input.ceiling,
            per_commune: input.per_commune,
            keep_days: input.keep_days,
        };
        answer(match id(&order_id) {
            Ok(order) => settle_rule::settle_request_rule(ctx.data::<Desk>()?, &caller(ctx), &key, (order, rule)).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Says yes or no to a request that waits for the funder; a no has a reason, for the person.
    async fn decide_request(
        &self,
        ctx: &Context<'_>,
        key: ID,
        request_id: ID,
        accept: bool,
        reason: Option<String>,
    ) -> Result<RequestPayload> {
        let asked = id(&request_id).map(|request| Decide { request, accept, reason });
        answer(match asked {
            Ok(asked) => decide::decide_request(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }
}

/// A request after a step. Nobody is named.
#[derive(SimpleObject)]
pub(super) struct RequestStep {
    request_id: ID,
    /// What the slip bears: leads to nobody.
    reference: String,
    stage: RequestStage,
    waits_for: Option<RequestWait>,
    /// The last day of this stage.
    due_by: String,
}
impl From<Told> for RequestStep {
    fn from(told: Told) -> Self {
        Self {
            request_id: told.request.to_string().into(),
            reference: told.reference,
            stage: told.stage.into(),
            waits_for: told.waits_for.map(RequestWait::from),
            due_by: told.due_by.to_string(),
        }
    }
}
payload! {
    /// Answer of `requestCarnet`, `withdrawRequest`, `setCarnetAside`, `postCarnet` and `decideRequest`.
    RequestPayload { request: RequestStep }
}

/// A booklet that was asked for, handed over.
#[derive(SimpleObject)]
pub(super) struct HandedRequest {
    request_id: ID,
    stage: RequestStage,
    carnet: String,
}
impl From<Given> for HandedRequest {
    fn from(given: Given) -> Self {
        Self { request_id: given.told.request.to_string().into(), stage: given.told.stage.into(), carnet: given.carnet }
    }
}
payload! {
    /// Answer of `handOverRequest`.
    HandOverRequestPayload { hand_over: HandedRequest }
}

/// The rule of an order, settled.
#[derive(SimpleObject)]
pub(super) struct SettledRequestRule {
    order_id: ID,
    takes: RequestTakes,
    ceiling: Option<i64>,
    per_commune: Option<i64>,
    keep_days: i64,
}
impl From<Settled> for SettledRequestRule {
    fn from(settled: Settled) -> Self {
        Self {
            order_id: settled.order.to_string().into(),
            takes: settled.rule.takes.into(),
            ceiling: settled.rule.ceiling,
            per_commune: settled.rule.per_commune,
            keep_days: settled.rule.keep_days,
        }
    }
}
payload! {
    /// Answer of `settleRequestRule`.
    RequestRulePayload { rule: SettledRequestRule }
}
