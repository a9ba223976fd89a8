//! Small cells: which numbers are not shown, so that nobody is recognised in a small commune.
//!
//! A number about fewer than eleven people is hidden. A total and its other parts would give a single hidden number away,
//! so others are hidden with it: what is hidden together concerns at least two communes and eleven people. Every funder's
//! view hides the same communes, nobody's numbers among them included, and the same total: no difference between two views
//! shows a small number either.

use std::collections::BTreeSet;

/// Fewer people than this are not counted aloud (the rule for fiscal data on persons, taken for all of ours).
pub const FEWEST: i64 = 11;

/// How many people stand behind each number: all of them, and share by share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Cell by cell.
    pub all: Vec<i64>,
    /// For each share, cell by cell; nobody is in two shares.
    pub shares: Vec<Vec<i64>>,
}

/// What is not shown of one view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// These cells.
    pub cells: BTreeSet<usize>,
    /// And the total, when it would still give one of them away.
    pub total: bool,
}

impl Grid {
    /// What is hidden from whoever sees everybody's numbers.
    pub fn for_all(&self) -> Hidden {
        let cells = self.in_all();
        of(cells, &self.all)
    }

    /// What is hidden from whoever sees one share alone.
    pub fn for_share(&self, share: usize) -> Hidden {
        if share >= self.shares.len() {
            return Hidden::default();
        }
        let mut cells = self.in_all();
        for share in &self.shares {
            cells.extend(small(share));
        }
        let views: Vec<&[i64]> = self.shares.iter().map(Vec::as_slice).collect();
        let cells = complemented(cells, &views);
        // Everybody's total less the others' is this one's: where one cannot be shown, none is.
        let total = views.iter().any(|people| !is_enough(&cells, people));
        Hidden { cells, total }
    }

    fn in_all(&self) -> BTreeSet<usize> {
        complemented(small(&self.all).collect(), &[&self.all])
    }
}

/// These cells, with as many others as it takes that the sum of all gives none of them away.
pub fn with_others(cells: BTreeSet<usize>, people: &[i64]) -> Hidden {
    of(complemented(cells, &[people]), people)
}

fn small(people: &[i64]) -> impl Iterator<Item = usize> {
    people.iter().enumerate().filter(|(_, people)| (1..FEWEST).contains(*people)).map(|(cell, _)| cell)
}

/// More cells, the smallest first, until each view hides enough together; some views may never.
fn complemented(mut cells: BTreeSet<usize>, views: &[&[i64]]) -> BTreeSet<usize> {
    loop {
        let lacking = views.iter().filter(|people| !is_enough(&cells, people));
        let open = lacking.flat_map(|people| people.iter().enumerate()).filter(|(cell, _)| !cells.contains(cell));
        let next = open.filter(|(_, people)| **people > 0).min_by_key(|(cell, people)| (**people, *cell));
        match next {
            Some((cell, _)) => cells.insert(cell),
            None => return cells,
        };
    }
}

/// Whether what is hidden of a view cannot be told apart by whoever knows its sum: nothing, or two cells at least, one of
/// which alone counts enough people.
fn is_enough(cells: &BTreeSet<usize>, people: &[i64]) -> bool {
    let hidden = || cells.iter().filter_map(|cell| people.get(*cell)).filter(|people| **people > 0);
    hidden().next().is_none() || (hidden().count() >= 2 && hidden().any(|people| *people >= FEWEST))
}

/// Nobody's number is nobody's secret: a cell without people is shown.
fn of(cells: BTreeSet<usize>, people: &[i64]) -> Hidden {
    let total = !is_enough(&cells, people);
    let cells = cells.into_iter().filter(|cell| people.get(*cell).is_some_and(|people| *people > 0)).collect();
    Hidden { cells, total }
}

/// The nearest multiple of five: what is shown says no more.
pub const fn rounded(count: i64) -> i64 {
    count.saturating_add(2).div_euclid(5) * 5
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// Communes of villages: mostly nobody or a few people, sometimes many; for one to three funders.
    fn grids() -> impl Strategy<Value = Grid> {
        let people = prop_oneof![3 => Just(0_i64), 4 => 1_i64..11, 2 => 11_i64..60];
        (1_usize..4, 1_usize..14)
            .prop_flat_map(move |(shares, cells)| vec(vec(people.clone(), cells), shares))
            .prop_map(|shares| {
                let cells = shares.first().map_or(0, Vec::len);
                let all = (0..cells).map(|cell| shares.iter().map(|share| share[cell]).sum()).collect();
                Grid { all, shares }
            })
    }

    /// What one view publishes: sums over sets of (cell, share), each with the people behind it.
    struct Published {
        total: Option<BTreeSet<(usize, usize)>>,
        cells: Vec<BTreeSet<(usize, usize)>>,
    }

    fn published(grid: &Grid, share: Option<usize>) -> Published {
        let shares: Vec<usize> = share.map_or_else(|| (0..grid.shares.len()).collect(), |one| vec![one]);
        let hidden = share.map_or_else(|| grid.for_all(), |one| grid.for_share(one));
        let of = |cell: usize| shares.iter().map(|share| (cell, *share)).collect::<BTreeSet<_>>();
        let shown = (0..grid.all.len()).filter(|cell| !hidden.cells.contains(cell));
        let whole = (0..grid.all.len()).flat_map(of).collect();
        Published { total: (!hidden.total).then_some(whole), cells: shown.map(of).collect() }
    }

    fn people(grid: &Grid, cells: &BTreeSet<(usize, usize)>) -> i64 {
        cells.iter().map(|(cell, share)| grid.shares[*share][*cell]).sum()
    }

    /// What somebody learns by taking one set from another that holds it: nobody, or eleven people at least.
    fn assert_safe(grid: &Grid, from: &BTreeSet<(usize, usize)>, taken: &BTreeSet<(usize, usize)>) {
        let rest: BTreeSet<_> = from.difference(taken).copied().collect();
        let told = people(grid, &rest);
        assert!(told == 0 || told >= FEWEST, "{grid:?}: {rest:?} is told to be {told}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_number_shown_is_about_a_few_people(grid in grids()) {
            for share in [None].into_iter().chain((0..grid.shares.len()).map(Some)) {
                for cell in published(&grid, share).cells {
                    assert_safe(&grid, &cell, &BTreeSet::new());
                }
            }
        }

        #[test]
        fn a_total_and_its_parts_give_no_small_number_away(grid in grids()) {
            for share in [None].into_iter().chain((0..grid.shares.len()).map(Some)) {
                let Published { total: Some(total), cells } = published(&grid, share) else { continue };
                let shown: BTreeSet<_> = cells.into_iter().flatten().collect();
                assert_safe(&grid, &total, &shown);
                let hidden: Vec<i64> = total.difference(&shown).map(|(cell, share)| grid.shares[*share][*cell]).collect();
                let communes: BTreeSet<usize> = total
                    .difference(&shown)
                    .filter(|(cell, share)| grid.shares[*share][*cell] > 0)
                    .map(|(cell, _)| *cell)
                    .collect();
                prop_assert!(communes.len() != 1, "one hidden commune is told: {hidden:?}");
            }
        }

        #[test]
        fn two_views_compared_give_no_small_number_away(grid in grids()) {
            let all = published(&grid, None);
            for some in 0_usize..1 << grid.shares.len() {
                // These funders put their numbers together, beside everybody's.
                let together = (0..grid.shares.len()).filter(|share| some & (1 << share) != 0);
                let views: Vec<Published> = together.map(|share| published(&grid, Some(share))).collect();
                let mut others = BTreeSet::new();
                for cell in &all.cells {
                    let same = |one: &&BTreeSet<(usize, usize)>| one.is_subset(cell);
                    let told: Vec<_> = views.iter().filter_map(|view| view.cells.iter().find(same)).collect();
                    let taken = told.iter().copied().flatten().copied().collect();
                    assert_safe(&grid, cell, &taken);
                    if told.len() == views.len() {
                        others.extend(cell.difference(&taken).copied());
                    }
                }
                // The totals as well: what they leave to the other funders, and that less what their communes are told to be.
                let totals: Option<Vec<_>> = views.iter().map(|view| view.total.clone()).collect();
                if let (Some(whole), Some(totals)) = (&all.total, totals) {
                    let rest: BTreeSet<_> = whole.difference(&totals.into_iter().flatten().collect()).copied().collect();
                    assert_safe(&grid, &rest, &BTreeSet::new());
                    assert_safe(&grid, &rest, &others);
                }
            }
        }
    }

    #[test]
    fn a_village_is_hidden_with_the_smallest_of_the_others() {
        let grid = Grid { all: vec![4, 0, 50, 20], shares: vec![vec![4, 0, 50, 20]] };
        assert_eq!(grid.for_all(), Hidden { cells: BTreeSet::from([0, 3]), total: false });
        assert_eq!(grid.for_share(0), grid.for_all());
    }

    #[test]
    fn alone_a_village_hides_the_total_too() {
        let grid = Grid { all: vec![0, 7], shares: vec![vec![0, 7]] };
        assert_eq!(grid.for_all(), Hidden { cells: BTreeSet::from([1]), total: true });
        let nobody = Grid { all: vec![0, 0], shares: vec![vec![0, 0]] };
        assert_eq!(nobody.for_all(), Hidden::default());
    }

    #[test]
    fn one_funders_few_are_hidden_though_all_are_many() {
        let grid = Grid { all: vec![23, 60], shares: vec![vec![20, 30], vec![3, 30]] };
        assert_eq!(grid.for_all(), Hidden::default());
        assert_eq!(grid.for_share(0), Hidden { cells: BTreeSet::from([0, 1]), total: false });
        assert_eq!(grid.for_share(2), Hidden::default(), "nobody's share");
    }

    #[test]
    fn a_total_less_another_funders_total_tells_nobodys_few() {
        let grid = Grid { all: vec![23, 60], shares: vec![vec![20, 60], vec![3, 0]] };
        assert_eq!(grid.for_all(), Hidden::default());
        let hidden = Hidden { cells: BTreeSet::from([0, 1]), total: true };
        assert_eq!([grid.for_share(0), grid.for_share(1)], [hidden.clone(), hidden]);
    }

    #[test]
    fn numbers_are_shown_by_fives() {
        let told = [(0, 0), (2, 0), (3, 5), (11, 10), (12, 10), (13, 15), (17, 15), (18, 20)];
        assert!(told.iter().all(|(count, shown)| rounded(*count) == *shown));
    }
}
