//! What the pages of requests say.

use crate::language::{Text, text};

pub(super) const WAITING: Text = text("Odottaa vastausta", "Väntar på svar", "Waiting for an answer");
pub(super) const NOTHING: Text =
    text("Mikään ei odota vastausta.", "Inget väntar på svar.", "Nothing is waiting.");
pub(super) const LINKS: Text = text("Työpaikkojen linkit", "Arbetsplatsernas länkar", "Links of workplaces");
pub(super) const NO_LINKS: Text =
    text("Linkkejä ei ole tehty.", "Inga länkar har skapats.", "No links have been made.");
pub(super) const FORM: Text = text("Lomake", "Formulär", "Form");
pub(super) const ASKED: Text = text("Keneltä", "Av vem", "Asked of");
pub(super) const ASKED_BY: Text = text("Pyytäjä", "Begärd av", "Asked by");
pub(super) const DUE: Text = text("Viimeistään", "Senast", "Due");
pub(super) const STUDENT: Text = text("Opiskelija", "Den studerande", "The student");
pub(super) const STATE: Text = text("Tila", "Status", "State");
pub(super) const VALID_UNTIL: Text = text("Voimassa asti", "Giltig till", "Valid until");
pub(super) const WITHDRAW: Text = text("Peru linkki", "Dra in länken", "Withdraw the link");
pub(super) const TAKE_BACK: Text = text("Peru pyyntö", "Ta tillbaka begäran", "Take back the request");
pub(super) const TAKE_BACK_HINT: Text = text(
    "Kun perut pyynnön, myös keskeneräinen luonnos poistetaan. Lähetetyt vastaukset jäävät.",
    "När du tar tillbaka en begäran raderas också ett påbörjat utkast. Svar som har skickats finns kvar.",
    "When you take a request back, a draft that was begun is deleted too. Answers that have been sent are kept.",
);
pub(super) const TO_STUDENT: Text =
    text("Pyydä opiskelijaa täyttämään", "Be den studerande fylla i", "Ask the student to fill in");
pub(super) const TO_STUDENT_HINT: Text = text(
    "Aiemmat vastaukset jäävät talteen. Uudet vastaukset näkyvät niiden rinnalla.",
    "Tidigare svar finns kvar. De nya svaren visas bredvid dem.",
    "Earlier answers are kept. The new ones are shown beside them.",
);
pub(super) const WHO: Text = text("Kuka täyttää", "Vem fyller i", "Who fills in");
pub(super) const ALONE: Text = text("Opiskelija itse", "Den studerande själv", "The student alone");
pub(super) const TOGETHER: Text = text(
    "Opiskelija itse tai ohjaajan kanssa",
    "Den studerande själv eller med en handledare",
    "The student, alone or with a counsellor",
);
pub(super) const DUE_DAY: Text =
    text("Viimeistään (ei pakollinen)", "Senast (inte obligatoriskt)", "Due (not required)");
pub(super) const TO_STAFF: Text =
    text("Pyydä arviota henkilöstöltä", "Be personalen om en bedömning", "Ask staff for a rating");
pub(super) const MEMBER: Text = text("Keneltä", "Av vem", "Of whom");
pub(super) const TO_WORKPLACE: Text =
    text("Pyydä arviota työpaikalta", "Be en arbetsplats om en bedömning", "Ask a workplace for a rating");
pub(super) const TO_WORKPLACE_HINT: Text = text(
    "Saat linkin, jonka voit lähettää työpaikkaohjaajalle. Hän ei tarvitse tunnusta. Hän näkee opiskelijasta vain etunimen ja lomakkeen kysymykset, ei muiden vastauksia.",
    "Du får en länk som du kan skicka till arbetsplatshandledaren. Hen behöver inget konto. Av den studerande ser hen bara förnamnet och formulärets frågor, inte andras svar.",
    "You get a link that you can send to the workplace instructor, who needs no account. Of the student they see the first name and the questions of the form only, and nobody else’s answers.",
);
pub(super) const PERSON: Text = text("Kenelle: nimi", "Till vem: namn", "For whom: name");
pub(super) const WORKPLACE: Text = text("Työpaikka", "Arbetsplats", "Workplace");
pub(super) const DAYS: Text =
    text("Kuinka monta päivää linkki on voimassa", "Antal dagar som länken gäller", "For how many days");
pub(super) const DAYS_HINT: Text = text("1–60 päivää", "1–60 dagar", "1–60 days");
pub(super) const SEND: Text = text("Pyydä", "Skicka begäran", "Ask");
pub(super) const MAKE_LINK: Text = text("Tee linkki", "Skapa länken", "Make the link");
pub(super) const ALREADY: Text = text(
    "Sama lomake odottaa jo vastausta.",
    "Samma formulär väntar redan på svar.",
    "The same form is waiting for an answer already.",
);
pub(super) const CHOOSE_FORM: Text = text("Valitse lomake.", "Välj ett formulär.", "Choose a form.");
pub(super) const CHOOSE_PERSON: Text =
    text("Valitse, keneltä pyydät.", "Välj vem du frågar.", "Choose whom to ask.");
pub(super) const WRONG_DAY: Text = text(
    "Anna päivä, joka on tänään tai myöhemmin, enintään kahden vuoden päässä.",
    "Ange en dag som är i dag eller senare, högst två år framåt.",
    "Give a day that is today or later, at most two years ahead.",
);
pub(super) const NAME_NEEDED: Text = text(
    "Kirjoita nimi, enintään 100 merkkiä.",
    "Skriv ett namn, högst 100 tecken.",
    "Write a name of at most 100 characters.",
);
pub(super) const WORKPLACE_NEEDED: Text = text(
    "Kirjoita työpaikka, enintään 100 merkkiä.",
    "Skriv arbetsplatsen, högst 100 tecken.",
    "Write the workplace, at most 100 characters.",
);
pub(super) const WRONG_DAYS: Text =
    text("Anna luku väliltä 1–60.", "Ange ett tal mellan 1 och 60.", "Give a number from 1 to 60.");
pub(super) const LINK_WAITS: Text = text(
    "Tällä henkilöllä on jo voimassa oleva linkki samaan lomakkeeseen. Peru se ensin.",
    "Den här personen har redan en giltig länk till samma formulär. Dra in den först.",
    "This person has a valid link to the same form already. Withdraw it first.",
);
pub(super) const DONE_ASKED: Text =
    text("Pyyntö on lähetetty.", "Begäran har skickats.", "The request has been made.");
pub(super) const DONE_TAKEN_BACK: Text =
    text("Pyyntö on peruttu.", "Begäran har tagits tillbaka.", "The request has been taken back.");
pub(super) const DONE_WITHDRAWN: Text = text(
    "Linkki on peruttu. Se ei enää avaa mitään.",
    "Länken har dragits in. Den öppnar inget längre.",
    "The link has been withdrawn. It opens nothing any more.",
);
pub(super) const NEW_LINK: Text =
    text("Linkki työpaikalle", "Länk till arbetsplatsen", "Link for the workplace");
pub(super) const ONCE: Text = text(
    "Kopioi linkki nyt. Sitä ei näytetä uudestaan, eikä portaali säilytä sitä.",
    "Kopiera länken nu. Den visas inte igen, och portalen sparar den inte.",
    "Copy the link now. It is not shown again, and the portal does not keep it.",
);
pub(super) const SEND_HINT: Text = text(
    "Lähetä se vain tälle henkilölle. Kuka tahansa, jolla on linkki, voi antaa arvion.",
    "Skicka den bara till den här personen. Vem som helst som har länken kan lämna bedömningen.",
    "Send it to this person only. Whoever has the link can give the rating.",
);
pub(super) const COPY: Text = text("Kopioi linkki", "Kopiera länken", "Copy the link");
pub(super) const COPIED: Text = text("Kopioitu.", "Kopierad.", "Copied.");
pub(super) const NOT_COPIED: Text = text(
    "Valitse teksti ja kopioi se itse.",
    "Markera texten och kopiera den själv.",
    "Select the text and copy it yourself.",
);
pub(super) const MESSAGE: Text =
    text("Viesti, jonka voit kopioida", "Ett meddelande att kopiera", "A message to copy");
pub(super) const GREETING: Text = text("Hei", "Hej", "Hello");
pub(super) const MESSAGE_ASKS: Text = text(
    "Pyydän sinulta arviota opiskelijasta:",
    "Jag ber dig bedöma en studerande:",
    "I ask you for a rating of a student:",
);
pub(super) const MESSAGE_LINK: Text = text(
    "Avaa lomake tästä linkistä. Et tarvitse tunnusta. Älä lähetä linkkiä eteenpäin.",
    "Öppna formuläret via länken. Du behöver inget konto. Skicka inte länken vidare.",
    "Open the form by this link. You need no account. Please do not pass the link on.",
);
pub(super) const MESSAGE_END: Text =
    text("Linkki on voimassa asti:", "Länken gäller till:", "The link is valid until:");
pub(super) const MESSAGE_THANKS: Text =
    text("Kiitos avustasi!", "Tack för hjälpen!", "Thank you for your help!");
pub(super) const COPY_MESSAGE: Text = text("Kopioi viesti", "Kopiera meddelandet", "Copy the message");
pub(super) const BACK: Text = text("Takaisin pyyntöihin", "Tillbaka till begäran", "Back to the requests");
