//! The page of a request that cannot be answered.

use crate::language::{Text, text};
use crate::pages::layout::{self, Script};
use crate::pages::login::THROTTLED;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::response::Html;
use maud::html;

const HOME: Text = text("Palaa etusivulle", "Tillbaka till startsidan", "Go to the start page");

/// The page of a failure.
pub fn page(frame: &Frame, failure: Failure) -> Html<String> {
    let (title, explanation) = words(failure);
    let content = html! {
        h1 { (frame.say(title)) }
        p { (frame.say(explanation)) }
        @if failure != Failure::NoLink { p { a href="/" { (frame.say(HOME)) } } }
    };
    layout::page(frame, frame.say(title), Script::None, &content)
}

fn words(failure: Failure) -> (Text, Text) {
    match failure {
        Failure::NotFound => (
            text("Sivua ei löydy", "Sidan finns inte", "Page not found"),
            text(
                "Sivua ei ole, tai se ei ole sinulle. Tarkista osoite.",
                "Sidan finns inte, eller den är inte för dig. Kontrollera adressen.",
                "There is no such page, or it is not for you. Check the address.",
            ),
        ),
        Failure::Forbidden => (
            text(
                "Et voi käyttää tätä sivua",
                "Du kan inte använda den här sidan",
                "You cannot use this page",
            ),
            text(
                "Sivu on toiselle käyttäjäryhmälle.",
                "Sidan är avsedd för en annan användargrupp.",
                "The page is for another group of people.",
            ),
        ),
        Failure::LoggedOut => (
            text("Kirjaudu sisään", "Logga in", "Log in"),
            text(
                "Istuntosi on päättynyt. Kirjaudu uudelleen ja yritä sitten uudestaan.",
                "Din session har avslutats. Logga in igen och försök på nytt.",
                "Your session has ended. Log in again, then try once more.",
            ),
        ),
        Failure::Throttled(_) => {
            (text("Liian monta yritystä", "För många försök", "Too many attempts"), THROTTLED)
        }
        Failure::NoLink => (
            text("Linkki ei ole auki", "Länken är inte öppen", "The link is not open"),
            text(
                "Avaa saamasi linkki uudestaan. Jos se ei auta, linkki on vanhentunut, peruttu tai jäänyt vajaaksi, kun se kopioitiin. Pyydä silloin koululta uusi linkki.",
                "Öppna länken som du har fått på nytt. Om det inte hjälper har länken gått ut, dragits in eller blivit ofullständig när den kopierades. Be då skolan om en ny länk.",
                "Open the link that you were given once more. If that does not help, the link has ended, was withdrawn or was not copied as a whole. Then ask the school for a new link.",
            ),
        ),
        Failure::BadRequest | Failure::Method | Failure::Slow | Failure::TooLarge | Failure::MediaType => (
            text("Pyyntöä ei ymmärretty", "Begäran förstods inte", "The request was not understood"),
            text(
                "Palaa edelliselle sivulle ja yritä uudestaan.",
                "Gå tillbaka till föregående sida och försök igen.",
                "Go back to the previous page and try again.",
            ),
        ),
        Failure::Busy(_) | Failure::Internal => (
            text("Portaalissa on vika", "Fel i portalen", "The portal has a fault"),
            text(
                "Yritä hetken kuluttua uudestaan. Tallennetut tiedot ovat tallessa.",
                "Försök igen om en stund. Sparade uppgifter finns kvar.",
                "Try again in a moment. What was saved is safe.",
            ),
        ),
    }
}
