//! A node as its callers see it: through its schema, its door and what it pushes.

mod support;

mod changes;
mod door;
mod entities;
mod fetching;
mod forgetting;
mod lists;
mod planning;
mod pushes;
