//! What the facts are asked with.

pub const MEETING: &str = r#"{ body(by: { name: "Ledningsgruppen" }) { kind
    organisation { name posts(first: 1) { nodes { title holder { familyName } } } }
    meetings(first: 1, filter: { present: [STARTS_AS_STATED] }) { nodes { startsOn startsAsStated agendaItems { totalCount } } } } }"#;

pub const PEOPLE: &str = r#"fragment Unit on Person { organisation { name } } {
    olofsson: person(by: { name: { givenName: "Fredrik", familyName: "Olofsson", organisation: { name: "Kapitalförsörjning" } } }) { ...Unit }
    asander: person(by: { name: { givenName: "Mattias", familyName: "Åsander", organisation: { name: "Förvaltning" } } }) { ...Unit }
    olsson: person(by: { name: { givenName: "Bosse", familyName: "Olsson", organisation: { name: "Förvaltning" } } }) { ...Unit }
    johansson: person(by: { name: { givenName: "Anna", familyName: "Johansson", organisation: { name: "Förenkling" } } }) { ...Unit }
    arwidsson: person(by: { name: { givenName: "Henrik", familyName: "Arwidsson", organisation: { name: "Förenkling" } } }) { ...Unit }
    odmark: person(by: { name: { givenName: "Aslög", familyName: "Odmark", organisation: { name: "Gd-stab" } } }) { ...Unit }
    carlsson: person(by: { name: { givenName: "Lena", familyName: "Carlsson", organisation: { name: "Kunskapsutveckling" } } }) { ...Unit } }"#;

pub const CAR_TESTING: &str = r"{ meetings(first: 1, filter: { present: [STARTS_AS_STATED] }) { nodes {
    agendaItems(first: 1) { edges { node { purpose presenters { ... on Person { familyName } } themes { code }
      statements(first: 2) { nodes { kind text participant { ... on Post { title } } } }
      evaluations(first: 1) { nodes { kind evaluator { name } commissioner { name } territories { code }
        findings(first: 9) { nodes { text } } observations(first: 2) { nodes { value valueText } } } } } } } } } }";

pub const FACEBOOK: &str = r"{ meetings(first: 1, filter: { present: [STARTS_AS_STATED] }) { nodes {
    agendaItems(first: 1, filter: { not: { purpose: [TRAINING, DECISION] }, missing: [STATEMENTS] }) {
      edges { node { purpose presenters { ... on Person { familyName } }
        evaluations(first: 1) { nodes { territories { code } evaluator { name } documents(first: 2) { nodes { kind url } }
          observations(first: 2, orderBy: { field: CREATED_AT }) { nodes { value qualifier claim territoryAsStated territory { code }
            periodFrom periodTo } } } } } } } } } }";

pub const LESSON: &str = r"{ meetings(first: 1, filter: { present: [STARTS_AS_STATED] }) { nodes {
    agendaItems(first: 1, filter: { purpose: TRAINING }) { edges { node { title purpose presenters { ... on Person { familyName } } } } } } } }";

pub const INNOVATION: &str = r"{ meetings(first: 1, filter: { present: [STARTS_AS_STATED] }) { nodes {
    agendaItems(first: 1, filter: { purpose: DECISION }) { edges { node { purpose status presenters { ... on Person { familyName } }
      themes { code } documents(first: 2) { nodes { kind url } }
      decisions(first: 2) { nodes { kind proposal proposers { ... on Person { familyName } } } } } } } } } }";

pub const BEHIND: &str = r"{ selfAssessments(first: 1, filter: { missing: [EDITION] }) { nodes { periodFrom periodTo conclusion leader { familyName }
    body { kind members(first: 2) { nodes { role } } } findings(first: 3, orderBy: { field: POSITION }) { nodes { kind text } } } } }";

pub const ACTION: &str = r#"{ assignment(by: { title: "Ta fram en handlingsplan för stärkt innovativ förmåga" }) {
    dueOn dueAsStated expectedDeliverable leader { familyName } orderedBy { ... on Post { title } } body { kind }
    actionPlans(first: 2) { nodes { startsOn endsOn measures { totalCount } focusAreas(first: 5) { nodes { kind } }
      candidacies(first: 2) { nodes { status edition { competition year } } } } } } }"#;

pub const RECORDS: &str = r"{ workspaces(first: 2, filter: { present: [REPLACES] }) { nodes { platform createdBy { familyName } body { name }
    replaces { platform location status } } }
    documents(filter: { kind: POLICY }) { nodes { title } }
    policy: traceLinks(first: 3, filter: { relation: INFORMED, confidence: STATED }, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { basis } } }";

pub const PROOFS: &str = r"{
    item: traceLinks(first: 3, filter: { relation: INFORMED }) { nodes { to { ... on AgendaItem { title } } } }
    decision: traceLinks(first: 3, filter: { relation: LED_TO }) { nodes { to { ... on Decision { kind
      assignments(first: 2) { nodes { actionPlans(first: 2) { nodes { candidacies { totalCount } } } } } } } } }
    evaluations(filter: { missing: [RECOMMENDATIONS, RESPONSES, DECISIONS] }, orderBy: { field: TITLE }) { nodes { title } } }";
