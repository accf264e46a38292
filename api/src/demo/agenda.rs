//! The four items of the agenda, and what the page says about each, without the names of those who presented it.

use entity::Access;
use entity::agenda_item::{AgendaItemPurpose as Purpose, AgendaItemStatus, Model};
use uuid::Uuid;

/// That the agenda had the page's order is inferred.
pub fn agenda(meeting: Uuid) -> [Model; 4] {
    let [car_testing, facebook, lesson, innovation] = ITEMS;
    [car_testing.of(meeting, 1), facebook.of(meeting, 2), lesson.of(meeting, 3), innovation.of(meeting, 4)]
}

struct Item {
    title: &'static str,
    title_en: &'static str,
    purpose: Purpose,
    summary: &'static str,
}

impl Item {
    fn of(self, meeting_id: Uuid, position: i32) -> Model {
        Model {
            id: Uuid::now_v7(),
            access: Access::Public,
            meeting_id,
            position,
            title: self.title.into(),
            title_en: Some(self.title_en.into()),
            purpose: self.purpose,
            status: AgendaItemStatus::Handled,
            summary: Some(self.summary.into()),
            ..Default::default()
        }
    }
}

const ITEMS: [Item; 4] = [
    Item {
        title: "Biltestverksamheten i Arjeplog och Arvidsjaur",
        title_en: "Car testing in Arjeplog and Arvidsjaur",
        purpose: Purpose::Information,
        summary: CAR_TESTING,
    },
    Item {
        title: "Facebooks etablering i Luleå",
        title_en: "Facebook's establishment in Luleå",
        purpose: Purpose::Information,
        summary: FACEBOOK,
    },
    Item {
        title: "Lektion i Office 365 och samarbete i Sharepoint",
        title_en: "A lesson in Office 365 and working together in SharePoint",
        purpose: Purpose::Training,
        summary: LESSON,
    },
    Item {
        title: "Innovativ förmåga till nytta för våra kunder",
        title_en: "Innovation capability for the benefit of our customers",
        purpose: Purpose::Decision,
        summary: INNOVATION,
    },
];

const CAR_TESTING: &str = "\
Ledningsgruppen informerades om en analys av biltestverksamheten i Arjeplog och Arvidsjaur som Sweco har gjort på \
uppdrag av Tillväxtverket.

– Det här är viktig information för det regionala tillväxtarbetet, konstaterade gd. Tillväxtverket behöver bidra till \
större fokus på kompetensförsörjning och en breddad verksamhet i regionen.";

const FACEBOOK: &str = "\
Ledningsgruppen informerades också om en utvärdering av Facebooks etablering i Luleå. Etableringen bidrog 2016 till \
drygt 240 arbetstillfällen i regionen och drygt 400 i riket.";

const LESSON: &str = "\
Ledningsgruppen fick en snabblektion i Office 365 och Sharepoint. Den har fått en gemensam yta i Sharepoint, som \
successivt ska ersätta bland annat de gemensamma mappar på G:. Inte helt självklart hur strukturen ska byggas, tyckte \
ledningsgruppen. Det blir en bra övning inför att hela myndigheten ska lära sig att hantera Sharepoint.";

const INNOVATION: &str = "\
Förra hösten inventerade en arbetsgrupp hur vi står oss inom de områden som värderas i tävlingen Sveriges modernaste \
myndighet. En slutsats var att vi behöver arbeta mer strategiskt och samordnat med innovation till nytta för våra \
kunder. Det behöver vi göra oavsett tävlingen.

Vår medarbetarpolicy uttrycker att ”vi ska visa mod och initiativkraft för att förbättra, förenkla och förnya \
verksamheten”. Det behöver vi stimulera genom att jobba med kulturen, utveckla stödjande strukturer, metoder med mera. \
Det finns mycket kompetens och erfarenhet i myndigheten. Många initiativ tas. Det som saknas är en långsiktig ambition \
och plan för hur vi ska öka vår innovativa mognadsgrad och arbeta mer samordnat.

En trio hade förberett ett diskussionsunderlag till ledningsgruppen. De betonade särskilt att alla delar av \
Tillväxtverket har anledning att fokusera på sin kund. Det kan handla om vår sopsortering som ska vara enkel att förstå \
för oss som jobbar här eller hur vi utformar de regionala dialogerna och tar hand om resultatet av dem.

En positiv bieffekt av att ha en plan i bagaget är att det ökar våra möjligheter när vi kandiderar i tävlingen Sveriges \
modernaste myndighet 2019!";
