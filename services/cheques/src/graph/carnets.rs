//! Booklets one by one, in the graph: found, blocked, replaced; sent, counted, given back, shared out.

use async_graphql::{
    Context, ID, Object, Result,
    connection::{Connection, CursorType},
};
use kernel::ids::StructureId;
use registry::graph::{
    answer::{answer, caller, id, present, split},
    page,
};
use store::Trouble;

use super::{
    carnet_deeds::{
        AllocateCarnetsPayload, BlockCarnetInput, BlockCarnetPayload, CarnetsLeftPayload, CountParcelPayload,
        DestinationInput, LotInput, ReplaceCarnetInput, ReplaceCarnetPayload, SendCarnetsPayload, UnblockCarnetPayload,
    },
    carnet_types::{
        AllocationPlan, AllocationPlanPayload, CarnetFile, CarnetFilesPayload, CarnetMove, DistributionPoint, Parcel,
        StockHeld, WhyBlocked,
    },
    mutation::day,
};
use crate::{
    carnets::{block, count_parcel, find, give_back, lose, replace, send, share_out, stocks, unblock},
    desk::Desk,
};

/// The part of the root of queries that reads booklets and stocks.
#[derive(Default)]
pub(super) struct CarnetsQuery;

#[Object]
impl CarnetsQuery {
    /// Finds booklets whose cheques are not at hand: by printed number, or by the day and the commune of the hand-over.
    async fn carnet_files(
        &self,
        ctx: &Context<'_>,
        structure_id: ID,
        serial: Option<String>,
        handed_over_on: Option<String>,
        home_commune: Option<String>,
        prescriber_id: Option<ID>,
    ) -> Result<CarnetFilesPayload> {
        let sought = id(&structure_id).and_then(|structure| {
            let sought = find::Sought {
                serial,
                day: handed_over_on.as_deref().map(day).transpose()?,
                home_commune,
                prescriber: prescriber_id.as_ref().map(id).transpose()?,
            };
            Ok((structure, sought))
        });
        let reply = match sought {
            Ok((structure, sought)) => find::carnet_files(ctx.data::<Desk>()?, &caller(ctx), structure, sought).await,
            Err(trouble) => Err(trouble),
        };
        let (found, refusal) = split(reply)?;
        let nodes = found.unwrap_or_default().into_iter().map(CarnetFile::from).collect();
        Ok(CarnetFilesPayload { nodes, refusal })
    }

    /// Every stock of booklets, order by order; `first` at most 100.
    async fn stocks(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, StockHeld>> {
        let found = present(stocks::stocks(ctx.data::<Desk>()?, &caller(ctx)).await)?.unwrap_or_default();
        page::of(after, first, |start, most| {
            let rest = found.into_iter().enumerate().skip(start).take(most);
            rest.map(|(place, one)| (place + 1, StockHeld::from(one))).collect()
        })
    }

    /// Parcels of booklets to or from a structure (all of them, without one): those that nobody has counted first.
    async fn parcels(
        &self,
        ctx: &Context<'_>,
        structure_id: Option<ID>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<i64, Parcel>> {
        let (most, skipped) = (page::size(first)?, skipped(after.as_deref())?);
        let Ok(structure) = of(structure_id) else { return Ok(page::none(skipped > 0)) };
        let (desk, wide) = (ctx.data::<Desk>()?, page::one_more(most));
        let found = present(stocks::parcels(desk, &caller(ctx), structure, skipped, wide).await)?.unwrap_or_default();
        let following = (skipped + 1..).zip(found.into_iter().map(Into::into));
        Ok(page::listed(following, most, skipped > 0))
    }

    /// What was moved into or out of a stock (anywhere, without one), newest first.
    async fn carnet_moves(
        &self,
        ctx: &Context<'_>,
        structure_id: Option<ID>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<i64, CarnetMove>> {
        let (most, skipped) = (page::size(first)?, skipped(after.as_deref())?);
        let Ok(structure) = of(structure_id) else { return Ok(page::none(skipped > 0)) };
        let (desk, wide) = (ctx.data::<Desk>()?, page::one_more(most));
        let found = present(stocks::moves(desk, &caller(ctx), structure, skipped, wide).await)?.unwrap_or_default();
        let following = (skipped + 1..).zip(found.into_iter().map(Into::into));
        Ok(page::listed(following, most, skipped > 0))
    }

    /// Where booklets may be sent, by name; `first` at most 100.
    async fn distribution_points(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, DistributionPoint>> {
        let found = stocks::distribution_points(ctx.data::<Desk>()?, &caller(ctx)).await;
        let found = present(found)?.unwrap_or_default();
        page::of(after, first, |start, most| {
            let rest = found.into_iter().enumerate().skip(start).take(most);
            rest.map(|(place, one)| (place + 1, DistributionPoint::from(one))).collect()
        })
    }

    /// How booklets of an order that lie in no stock would be shared out: a fixed part for each commune, the rest by inhabitants.
    async fn allocation_plan(
        &self,
        ctx: &Context<'_>,
        order_id: ID,
        carnets: i64,
        fixed: i64,
    ) -> Result<AllocationPlanPayload> {
        let reply = match id(&order_id) {
            Ok(order) => share_out::allocation_plan(ctx.data::<Desk>()?, &caller(ctx), order, carnets, fixed).await,
            Err(trouble) => Err(trouble),
        };
        let (plan, refusal) = split(reply)?;
        Ok(AllocationPlanPayload { plan: plan.map(AllocationPlan::from), refusal })
    }
}

/// The part of the root of mutations that follows booklets one by one.
#[derive(Default)]
pub(super) struct CarnetsMutation;

#[Object]
impl CarnetsMutation {
    /// Blocks a booklet that was lost or stolen: its cheques are refused everywhere from now on.
    async fn block_carnet(&self, ctx: &Context<'_>, key: ID, input: BlockCarnetInput) -> Result<BlockCarnetPayload> {
        let asked = id(&input.structure_id).map(|structure| block::BlockCarnet {
            structure,
            carnet: input.carnet,
            why: input.why.into(),
            reason: input.reason,
        });
        answer(match asked {
            Ok(asked) => block::block_carnet(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Lifts the block of a booklet that was found again, unless another one has taken its place.
    async fn unblock_carnet(
        &self,
        ctx: &Context<'_>,
        key: ID,
        structure_id: ID,
        carnet: String,
        reason: String,
    ) -> Result<UnblockCarnetPayload> {
        let asked = id(&structure_id).map(|structure| unblock::UnblockCarnet { structure, carnet, reason });
        answer(match asked {
            Ok(asked) => unblock::unblock_carnet(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Replaces a booklet by one of a stock, which bears its remaining cheques; the old codes die for ever.
    async fn replace_carnet(
        &self,
        ctx: &Context<'_>,
        key: ID,
        input: ReplaceCarnetInput,
    ) -> Result<ReplaceCarnetPayload> {
        let asked = id(&input.structure_id).map(|structure| replace::ReplaceCarnet {
            structure,
            old: input.old_carnet,
            new: input.new_carnet,
            reason: input.reason,
        });
        answer(match asked {
            Ok(asked) => replace::replace_carnet(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Sends booklets from a stock (from wherever they are, without one) to another; whoever receives them counts them.
    async fn send_carnets(
        &self,
        ctx: &Context<'_>,
        key: ID,
        from_id: Option<ID>,
        to_id: ID,
        lot: LotInput,
    ) -> Result<SendCarnetsPayload> {
        let asked = of(from_id).and_then(|from| Ok(send::SendCarnets { from, to: id(&to_id)?, lot: lot.read()? }));
        answer(match asked {
            Ok(asked) => send::send_carnets(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Says how many booklets of a parcel were there, and which were not: those are blocked.
    async fn count_parcel(
        &self,
        ctx: &Context<'_>,
        key: ID,
        parcel_id: ID,
        counted: i64,
        #[graphql(default)] missing: Option<Vec<String>>,
    ) -> Result<CountParcelPayload> {
        let missing = missing.unwrap_or_default();
        let asked = id(&parcel_id).map(|parcel| count_parcel::CountParcel { parcel, counted, missing });
        answer(match asked {
            Ok(asked) => count_parcel::count_parcel(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Gives booklets of a stock back to the network.
    async fn return_carnets(
        &self,
        ctx: &Context<'_>,
        key: ID,
        structure_id: ID,
        lot: LotInput,
    ) -> Result<CarnetsLeftPayload> {
        let asked = id(&structure_id).and_then(|structure| Ok(give_back::GiveBack { structure, lot: lot.read()? }));
        answer(match asked {
            Ok(asked) => give_back::return_carnets(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Blocks booklets that nobody was given yet and that were lost or stolen out of a stock, a whole box at once.
    async fn block_stock(
        &self,
        ctx: &Context<'_>,
        key: ID,
        structure_id: Option<ID>,
        lot: LotInput,
        why: WhyBlocked,
        reason: String,
    ) -> Result<CarnetsLeftPayload> {
        let asked = of(structure_id)
            .and_then(|structure| Ok(lose::BlockStock { structure, lot: lot.read()?, why: why.into(), reason }));
        answer(match asked {
            Ok(asked) => lose::block_stock(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Sends each stock its booklets of an order, out of those that lie in none.
    async fn allocate_carnets(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        destinations: Vec<DestinationInput>,
    ) -> Result<AllocateCarnetsPayload> {
        let read = |one: &DestinationInput| {
            Ok(share_out::Destination { structure: id(&one.structure_id)?, carnets: one.carnets })
        };
        let asked = id(&order_id).and_then(|order| {
            let destinations = destinations.iter().map(read).collect::<Result<_, Trouble>>()?;
            Ok(share_out::Allocate { order, destinations })
        });
        answer(match asked {
            Ok(asked) => share_out::allocate_carnets(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }
}

fn of(given: Option<ID>) -> Result<Option<StructureId>, Trouble> {
    given.as_ref().map(id).transpose()
}

fn skipped(after: Option<&str>) -> Result<i64> {
    let place = after.map_or(Ok(0), i64::decode_cursor).map_err(|_| page::unreadable())?;
    Ok(place.max(0))
}
