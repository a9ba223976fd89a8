alter table funding_order add column funds_reference text;
alter table funding_order add column funds_cents integer check (funds_cents > 0);
alter table funding_order add column funds_by blob;
update funding_order set funds_cents = received_cents,
    funds_reference = (select max(f.reference) from order_funds f where f.order_id = funding_order.id and f.no = 1)
    where funds_at is not null;
alter table funding_order drop column covered_carnets;
alter table funding_order drop column received_cents;
drop table order_funds;
