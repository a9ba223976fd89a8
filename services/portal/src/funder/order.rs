//! One order: its terms, how far it has come, what became of its cheques, and the next step.

use askama::Template;
use axum::extract::{Path, State};
use cynic::QueryBuilder;
use kernel::access::Role;

use super::{
    funnel::{FunnelSteps, bars},
    list::OrderStage,
    rules::OrderRules,
    terms::PUBLICS,
    told::OrderLife,
};
use crate::{
    bars::Bars,
    form::Form,
    format,
    page::Page,
    parts::{Facts, Table},
    portal::Portal,
    schema,
    tasks::OrderTaskKind,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Vars {
    order: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct One {
    #[arguments(id: $order)]
    order: Option<Order>,
    #[arguments(orderId: $order)]
    funnel: Option<Funnel>,
    order_tasks: Vec<OrderTask>,
}

#[derive(cynic::QueryFragment)]
struct OrderTask {
    order_id: cynic::Id,
    kind: OrderTaskKind,
    until: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct Order {
    label: String,
    funder_name: String,
    stage: OrderStage,
    carnets: i32,
    cheques_per_carnet: i32,
    face_value_cents: i32,
    value_cents: i32,
    distribution_ends: String,
    validity_ends: String,
    tolerance_ends: String,
    communes: Vec<String>,
    publics: Vec<Public>,
    placed_at: String,
    signed_at: Option<String>,
    quote_ends: Option<String>,
    rules: OrderRules,
    life: Option<OrderLife>,
    received_cents: i32,
    covered_carnets: i32,
    funds_at: Option<String>,
    issued_at: Option<String>,
    closed_at: Option<String>,
    print_file_id: Option<cynic::Id>,
}

#[derive(Clone, Copy, Debug, cynic::Enum)]
enum Public {
    JobSeeker,
    YoungInIntegration,
    SixtyAndOver,
    SocialMinima,
    Other,
}

#[derive(cynic::QueryFragment)]
struct Funnel {
    total: Option<FunnelSteps>,
}

#[derive(Template)]
#[template(path = "funder/order.html")]
struct Show {
    form: Form,
    path: String,
    label: String,
    stage: &'static str,
    facts: Facts,
    funnel: Option<Bars>,
    life: Option<Told>,
    next: Vec<Next>,
    /// The one who looks sees its requests, without names.
    asks: bool,
    /// The booklets may be issued by the one who looks.
    issues: bool,
    /// The codes may leave for the printer by the one who looks.
    prints: bool,
    /// The one who looks may see the fees.
    fees: bool,
}

/// What is to be done now by the one who looks.
struct Next {
    sentence: String,
    path: String,
    link: String,
}

/// The life of the order, as tables.
struct Told {
    steps: Table,
    documents: Table,
    deliveries: Table,
    calendar: Option<Table>,
    tally: Option<Facts>,
    /// The file of the last proof, when the one who looks may fetch it.
    proof: Option<String>,
}

impl Told {
    fn of(life: &OrderLife, path: &str, stage: OrderStage, opens: bool) -> Self {
        Self {
            steps: life.steps(),
            documents: life.documents(path),
            deliveries: life.deliveries(),
            calendar: life.calendar(stage),
            tally: life.tally(),
            proof: life.proof().filter(|_| opens),
        }
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, &id, form).await
}

/// The page of an order, with the form of its next step as it stands.
pub(super) async fn page(portal: &Portal, member: &Member, id: &str, form: Form) -> Result<Page, Trouble> {
    let found = portal.ask(&member.visitor, One::build(Vars { order: id.into() })).await?;
    let order = found.order.ok_or(Trouble::Absent)?;
    let steps = found.funnel.and_then(|funnel| funnel.total).filter(|steps| steps.issued.cheques > 0);
    let path = format!("/commandes/{id}");
    let opens = member.is(Role::Operator) || member.is(Role::Funder);
    let mut next: Vec<Next> =
        found.order_tasks.iter().filter(|task| task.order_id.inner() == id).map(|task| to_do(task, &path)).collect();
    let sends = member.is(Role::Operator) && order.closed_at.is_none();
    if sends && order.life.as_ref().is_some_and(OrderLife::is_printed) {
        next.push(sends_booklets(&path));
    }
    let (title, issues) = (t("order-name").with("label", order.label.clone()), member.is(Role::Operator));
    let show = Show {
        form: form.clone(),
        life: order.life.as_ref().map(|life| Told::of(life, &path, order.stage, opens)),
        next,
        path,
        label: order.label.clone(),
        stage: order.stage.word(),
        asks: opens && order.signed_at.is_some(),
        facts: facts(&order),
        funnel: steps.as_ref().map(bars),
        issues: issues && order.issued_at.is_none() && order.closed_at.is_none() && order.signed_at.is_some(),
        prints: issues && order.issued_at.is_some() && order.print_file_id.is_some(),
        fees: issues || member.is(Role::Treasurer),
    };
    Ok(Page::of_form(title, &form, &show))
}

fn to_do(task: &OrderTask, path: &str) -> Next {
    let (word, slug) = (task.kind.word(), task.kind.address());
    let until = task.until.as_deref().map_or_else(|| "none".to_owned(), format::day);
    Next {
        sentence: format::alone(&t("task-says").with("task", word).with("until", until).to_string()),
        path: slug.map_or_else(|| path.to_owned(), |slug| format!("{path}/{slug}")),
        link: slug.map(|_| t("task-do").with("task", word).to_string()).unwrap_or_default(),
    }
}

fn sends_booklets(path: &str) -> Next {
    Next {
        sentence: t("task-send").to_string(),
        path: format!("{path}/etapes/livraison"),
        link: t("task-send-do").to_string(),
    }
}

fn facts(order: &Order) -> Facts {
    let cheques = i64::from(order.carnets) * i64::from(order.cheques_per_carnet);
    let at = |at: &Option<String>| at.as_deref().map(format::stamp);
    let publics: Vec<String> = order.publics.iter().map(|public| public_name(*public)).collect();
    let for_whom = if publics.is_empty() { t("order-everybody").to_string() } else { publics.join(", ") };
    let communes = match order.communes.len() {
        0 => t("order-everywhere").to_string(),
        count => t("order-communes-count").with("count", count).to_string(),
    };
    let facts = Facts::default()
        .fact(t("order-funder"), &order.funder_name)
        .fact(t("order-carnets"), format::count(order.carnets.into()))
        .fact(t("order-per-carnet"), order.cheques_per_carnet)
        .fact(t("order-cheques"), format::count(cheques))
        .fact(t("order-face-value"), format::euros(order.face_value_cents.into()))
        .fact(t("order-value"), format::euros(order.value_cents.into()))
        .fact(t("order-distribution"), format::day(&order.distribution_ends))
        .fact(t("order-validity"), format::day(&order.validity_ends))
        .fact(t("order-tolerance"), format::day(&order.tolerance_ends))
        .fact(t("order-publics"), for_whom)
        .fact(t("order-communes"), communes)
        .fact(t("order-placed"), format::stamp(&order.placed_at))
        .known(t("order-signed"), at(&order.signed_at).filter(|_| order.quote_ends.is_some()))
        .known(t("paper-until"), order.quote_ends.as_deref().map(format::day))
        .fact(t("funds-received"), format::euros(order.received_cents.into()))
        .fact(t("funds-covered"), format::count(order.covered_carnets.into()))
        .known(t("order-funds"), at(&order.funds_at))
        .known(t("order-issued"), at(&order.issued_at))
        .known(t("order-closed"), at(&order.closed_at));
    order.rules.told(facts)
}

fn public_name(public: Public) -> String {
    let place = match public {
        Public::JobSeeker => 0,
        Public::YoungInIntegration => 1,
        Public::SixtyAndOver => 2,
        Public::SocialMinima => 3,
        Public::Other => 4,
    };
    PUBLICS.get(place).map(|(_, name)| t(name).to_string()).unwrap_or_default()
}
