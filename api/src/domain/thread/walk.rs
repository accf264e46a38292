//! The walk along a thread: level by level, all objects of a level and a type with one statement for each kind of step.

use std::collections::{HashMap, HashSet};

use entity::{DateTime, ThreadRelation, trace_link};
use uuid::Uuid;

use super::Direction;
use super::links;
use super::steps::{Place, STEPS, Step};
use crate::error::Result;
use crate::kit::rows::Rows;
use crate::kit::scope::At;

/// What was found, from the start on.
pub struct Walk<'a> {
    pub rows: &'a Rows,
    pub at: At,
    /// How many objects there may be.
    pub most: usize,
    /// Each object, with how many steps it is away: those before the start are below zero.
    pub places: Vec<(Place, i32)>,
    pub edges: Vec<Edge>,
    pub truncated: bool,
}

/// A step that was taken.
#[derive(Debug, Clone)]
pub struct Edge {
    pub relation: ThreadRelation,
    pub earlier: Place,
    pub later: Place,
    pub since: DateTime,
    pub rests_on: RestsOn,
}

/// What says that there is such a step.
#[derive(Debug, Clone)]
pub enum RestsOn {
    Reference(&'static Step),
    Link(Box<trace_link::Model>),
}

/// How far one way has been walked.
struct Front {
    direction: Direction,
    reached: HashSet<Place>,
    /// What the last step led to.
    level: Vec<Place>,
}

impl Front {
    fn new(direction: Direction, start: Place) -> Self {
        Self { direction, reached: HashSet::from([start]), level: vec![start] }
    }
}

/// How many edges there may be for each object: a measure may contribute to several result areas.
const EDGES: usize = 4;

impl<'a> Walk<'a> {
    pub fn new(rows: &'a Rows, at: At, start: Place, most: usize) -> Self {
        Self { rows, at, most, places: vec![(start, 0)], edges: Vec::new(), truncated: false }
    }

    /// Walks these ways from the start, a step further each time, so that what is nearest comes first.
    pub async fn walk(&mut self, ways: &[Direction], depth: i32) -> Result<()> {
        let start = self.places[0].0;
        let mut fronts: Vec<Front> = ways.iter().map(|way| Front::new(*way, start)).collect();
        for distance in 1..=depth {
            for front in &mut fronts {
                let level = std::mem::take(&mut front.level);
                if level.is_empty() {
                    continue;
                }
                for edge in self.edges_from(front.direction, &level).await? {
                    self.take(edge, distance, front);
                }
            }
        }
        Ok(())
    }

    /// Takes an edge, and the object that it leads to, if there is room.
    fn take(&mut self, edge: Edge, distance: i32, front: &mut Front) {
        let is_downstream = front.direction == Direction::Downstream;
        let there = if is_downstream { edge.later } else { edge.earlier };
        let is_known = self.places.iter().any(|(place, _)| *place == there);
        if self.edges.len() >= self.most * EDGES || (!is_known && self.places.len() >= self.most) {
            self.truncated = true;
            return;
        }
        if !is_known {
            self.places.push((there, if is_downstream { distance } else { -distance }));
        }
        if front.reached.insert(there) {
            front.level.push(there);
        }
        if !self.edges.iter().any(|known| known.is(&edge)) {
            self.edges.push(edge);
        }
    }

    /// The edges from the objects of a level, one more than there is room for.
    async fn edges_from(&self, direction: Direction, level: &[Place]) -> Result<Vec<Edge>> {
        let most = (self.most * EDGES + 1) as u64;
        let mut by_table: HashMap<&str, Vec<Uuid>> = HashMap::new();
        for (table, id) in level {
            by_table.entry(table).or_default().push(*id);
        }
        let mut edges = Vec::new();
        for step in STEPS.iter() {
            let Some(ids) = by_table.get(step.starts_at(direction)) else { continue };
            let Some(select) = step.select(direction, ids, most, self.rows) else { continue };
            for row in self.rows.raw(self.at, select).await? {
                let (earlier, later, since) = step.read(&row)?;
                edges.push(Edge { relation: step.relation, earlier, later, since, rests_on: RestsOn::Reference(step) });
            }
        }
        let ids: Vec<Uuid> = level.iter().map(|(_, id)| *id).collect();
        for link in links::read(self.at, direction, &ids, most, self.rows).await? {
            let (relation, earlier, later) = links::ends(&link)?;
            let since = link.created_at;
            edges.push(Edge { relation, earlier, later, since, rests_on: RestsOn::Link(Box::new(link)) });
        }
        Ok(edges)
    }
}

impl Edge {
    /// Whether it is the same step, said by the same.
    fn is(&self, other: &Self) -> bool {
        let same = (self.earlier, self.later) == (other.earlier, other.later);
        same && match (&self.rests_on, &other.rests_on) {
            (RestsOn::Reference(one), RestsOn::Reference(other)) => std::ptr::eq(*one, *other),
            (RestsOn::Link(one), RestsOn::Link(other)) => one.id == other.id,
            _ => false,
        }
    }
}
