package dev.rollcall.guessing;

import dev.rollcall.reject.Field;
import dev.rollcall.text.Blanks;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words by which columns and cells are known, in English, German, French and Spanish. */
final class Vocabulary {

  /** By field, the likeliest first; without accents, in lower case, words divided by a blank. */
  private static final Map<Field, List<String>> COLUMNS =
      Map.of(
          Field.USERNAME,
          List.of(
              "username",
              "user name",
              "user",
              "login",
              "login name",
              "loginname",
              "logon",
              "userid",
              "user id",
              "uid",
              "account",
              "account name",
              "samaccountname",
              "handle",
              "nick",
              "nickname",
              "benutzername",
              "benutzer",
              "anmeldename",
              "benutzerkennung",
              "kennung",
              "konto",
              "nutzer",
              "nutzername",
              "nom d utilisateur",
              "utilisateur",
              "identifiant",
              "compte",
              "pseudo",
              "nombre de usuario",
              "usuario",
              "cuenta",
              "member",
              "mitglied",
              "membre",
              "miembro"),
          Field.EMAIL,
          List.of(
              "email",
              "e mail",
              "mail",
              "email address",
              "e mail address",
              "mail address",
              "emailaddress",
              "mailaddress",
              "emailadresse",
              "e mail adresse",
              "mailadresse",
              "courriel",
              "adresse email",
              "adresse e mail",
              "correo",
              "correo electronico",
              "direccion de correo"),
          Field.LEVEL,
          List.of(
              "level",
              "user level",
              "tier",
              "grade",
              "rank",
              "access level",
              "class",
              "stufe",
              "niveau",
              "rang",
              "klasse",
              "benutzerstufe",
              "palier",
              "nivel",
              "rango",
              "categoria",
              "categorie",
              "kategorie",
              "membership",
              "plan"),
          Field.ACTION,
          List.of("action", "operation", "op", "aktion", "vorgang", "accion", "operacion"),
          Field.REASON,
          List.of(
              "reason",
              "comment",
              "note",
              "remark",
              "grund",
              "bemerkung",
              "kommentar",
              "motif",
              "raison",
              "commentaire",
              "motivo",
              "razon",
              "comentario"));

  /** What a cell says that has nothing in it; as it is written. */
  static final Set<String> NOTHING =
      Set.of(
          "NULL", "null", "Null", "(null)", "N/A", "n/a", "NA", "#N/A", "-", "--", "none", "None",
          "nil", "?", "k.A.", "keine", "aucun", "ninguno", "s/d");

  /** What says what is to become of a user. */
  static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("a", "create"),
          Map.entry("add", "create"),
          Map.entry("c", "create"),
          Map.entry("i", "create"),
          Map.entry("insert", "create"),
          Map.entry("new", "create"),
          Map.entry("neu", "create"),
          Map.entry("nouveau", "create"),
          Map.entry("nuevo", "create"),
          Map.entry("u", "update"),
          Map.entry("modify", "update"),
          Map.entry("change", "update"),
          Map.entry("mod", "update"),
          Map.entry("d", "delete"),
          Map.entry("del", "delete"),
          Map.entry("remove", "delete"),
          Map.entry("drop", "delete"));

  /** Words for levels that everybody puts in the same order, lowest first. */
  private static final List<List<String>> ORDERS =
      List.of(
          List.of("bronze", "silver", "gold", "platinum", "diamond"),
          List.of("bronze", "silber", "gold", "platin", "diamant"),
          List.of("bronce", "plata", "oro", "platino", "diamante"),
          List.of("bronze", "argent", "or", "platine", "diamant"),
          List.of(
              "guest",
              "free",
              "trial",
              "basic",
              "standard",
              "plus",
              "premium",
              "pro",
              "business",
              "enterprise"),
          List.of("guest", "user", "member", "editor", "moderator", "admin", "owner"),
          List.of("gast", "benutzer", "mitglied", "redakteur", "moderator", "administrator"),
          List.of("low", "medium", "high"),
          List.of("niedrig", "mittel", "hoch"),
          List.of("bas", "moyen", "haut"),
          List.of("bajo", "medio", "alto"),
          List.of("junior", "senior", "lead", "principal"),
          List.of("beginner", "intermediate", "advanced", "expert"));

  /** What a last line begins with that is no row. */
  static final Set<String> TRAILERS =
      Set.of(
          "total",
          "totals",
          "sum",
          "summe",
          "gesamt",
          "anzahl",
          "somme",
          "suma",
          "eof",
          "end",
          "ende",
          "fin",
          "trl",
          "trailer",
          "footer",
          "rows",
          "records",
          "count",
          "zeilen",
          "lignes",
          "filas",
          "source",
          "quelle",
          "exported",
          "generated",
          "report",
          "printed");

  /** Those of them that say how many rows there are, if there is a number behind them. */
  static final Set<String> COUNTS =
      Set.of(
          "anzahl", "eof", "end", "ende", "fin", "trl", "trailer", "footer", "rows", "records",
          "count", "zeilen", "lignes", "filas");

  private static final List<String> SECRETS =
      List.of(
          "pass",
          "pwd",
          "kennwort",
          "mot de passe",
          "contrasena",
          "hash",
          "token",
          "secret",
          "salt",
          "pin",
          "key",
          "iban",
          "ssn",
          "phone",
          "telefon",
          "geheim",
          "credential",
          "clave");

  /** Too short to be looked for within other words. */
  private static final Set<String> SECRET_WORDS = Set.of("pw", "mdp", "otp");

  private Vocabulary() {}

  /** Whether a column of this name holds what must not become a username. */
  static boolean isSecret(String name) {
    String key = key(name);
    return SECRETS.stream().anyMatch(key::contains)
        || Stream.of(key.split(" ", -1)).anyMatch(SECRET_WORDS::contains);
  }

  /** A name as the vocabulary has it. */
  static String key(String name) {
    String plain = Normalizer.normalize(Blanks.strip(name), Normalizer.Form.NFD);
    return plain
        .replaceAll("\\p{M}", "")
        .replaceAll("([a-z])([A-Z])", "$1 $2")
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** The field that a column of this name holds; null if the name tells nothing. */
  static @Nullable Field field(String name) {
    String key = key(name);
    String joined = key.replace(" ", "");
    for (Field field : Field.OWN) {
      List<String> words = COLUMNS.getOrDefault(field, List.of());
      if (words.contains(key) || words.contains(joined)) {
        return field;
      }
    }
    return null;
  }

  /** How far behind the likeliest name for its field this one is. */
  static int rank(Field field, String name) {
    List<String> words = COLUMNS.getOrDefault(field, List.of());
    int at = words.indexOf(key(name));
    return at >= 0 ? at : Math.max(0, words.indexOf(key(name).replace(" ", "")));
  }

  /** Words in the order of what they mean; null if nobody knows it of all of them. */
  static @Nullable List<String> inOrder(List<String> words) {
    for (List<String> order : ORDERS) {
      if (words.stream().allMatch(word -> order.contains(key(word)))) {
        return words.stream()
            .sorted((one, other) -> order.indexOf(key(one)) - order.indexOf(key(other)))
            .toList();
      }
    }
    return null;
  }
}
