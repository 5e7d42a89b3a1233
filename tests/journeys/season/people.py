"""Forty members in seven languages, and what they say about who keeps the water running."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = {
    "en": ["Esi", "Grace", "Kwame", "Ruth", "Tom", "Wanjiru"],
    "fr": ["Awa", "Malik", "Brigitte", "Moussa", "Solange", "Yann"],
    "es": ["Lucía", "Diego", "Marisol", "Tomás", "Inés", "Raúl"],
    "pt": ["Teresa", "João", "Beatriz", "Caio", "Lurdes", "Nilo"],
    "ar": ["سلمى", "خالد", "ليلى", "يوسف", "هدى", "نور"],
    "bn": ["মিতু", "রফিক", "শিউলি", "করিম", "তানিয়া"],
    "id": ["Sari", "Budi", "Dewi", "Agus", "Ratna"],
}
LANGUAGES = tuple(NAMES)
ANSWERS = {
    "en": [
        "The pump by the school is mended by whoever has the key, and nobody knows who that is this week.",
        "We collect a coin from every house on market day, and the treasurer writes it on the wall.",
        "My aunt learned to change the valve, and since then the tap has never been dry for long.",
    ],
    "fr": [
        "Chez nous, le comité de l’eau se réunit chaque lundi, et les femmes gardent la clé de la pompe.",
        "La facture est affichée sur la porte de l’école, tout le monde peut la lire et la discuter.",
        "On répare d’abord, on cherche le coupable ensuite, sinon les enfants boivent l’eau du fleuve.",
    ],
    "es": [
        "En mi barrio cada familia limpia el depósito un sábado, y nadie se queda fuera del turno.",
        "Aprendimos a cambiar la válvula mirando al fontanero, y ahora enseñamos a los jóvenes.",
        "El agua llega dos horas al día; guardamos un cubo para quien llega tarde del trabajo.",
    ],
    "pt": [
        "Na nossa rua, quem abre a torneira de manhã avisa os vizinhos, e ninguém fica sem água.",
        "A associação guarda as peças numa caixa, e a chave fica com quem mora mais perto.",
        "Consertamos a bomba três vezes este ano, sempre com o dinheiro da festa do bairro.",
    ],
    "ar": [
        "في حارتنا نجمع مبلغا صغيرا كل شهر لصيانة المضخة، والدفتر مفتوح أمام الجميع.",
        "تعلمت ابنتي إصلاح الصنبور من جارنا، وهي اليوم تعلم بقية البنات في المدرسة.",
        "عندما تنقطع المياه نذهب معا إلى البلدية ولا نترك أحدا يذهب وحده.",
    ],
    "bn": [
        "আমাদের পাড়ায় প্রতি শুক্রবার সবাই মিলে নলকূপ পরিষ্কার করি, কেউ বাদ যায় না।",
        "পাম্পের চাবি থাকে স্কুলের শিক্ষিকার কাছে, আর খাতায় লেখা থাকে কে কবে নিল।",
        "বর্ষায় পানি নোংরা হয়ে যায়, তখন আমরা ফুটিয়ে পাশের বাড়িতেও দিই।",
    ],
    "id": [
        "Di kampung kami setiap keluarga menyumbang sedikit uang untuk memperbaiki pompa air.",
        "Kunci ruang pompa disimpan oleh ibu-ibu, dan buku kasnya boleh dibaca siapa saja.",
        "Kalau air mati, anak muda berjaga bergantian sampai tukang datang dari kota.",
    ],
}
LATER = {
    "en": "After the second repair we wrote down who pays for the third.",
    "fr": "Après la deuxième panne, nous avons écrit qui paie la troisième.",
    "es": "Después de la segunda avería escribimos quién paga la tercera.",
    "pt": "Depois da segunda avaria, escrevemos quem paga a terceira.",
    "ar": "بعد العطل الثاني كتبنا من يدفع ثمن الإصلاح الثالث.",
    "bn": "দ্বিতীয়বার মেরামতের পর আমরা লিখে রাখি তৃতীয়বারের টাকা কে দেবে।",
    "id": "Setelah perbaikan kedua, kami mencatat siapa yang membayar perbaikan ketiga.",
}
CARRIED = "A bomba canta antes de parar, e quem mora ao lado ouve primeiro."
TAKEN_BACK = "Guardo a chave debaixo do travesseiro, mas não digam a ninguém."


@dataclass(frozen=True)
class Someone:
    """A person of the salon: one address, one name, the language they read and write."""

    name: str
    language: str
    email: str


@dataclass(frozen=True)
class Member(Someone):
    """One of the forty: `text` is the first thing they say."""

    text: str


def _member(language: str, number: int) -> Member:
    said = ANSWERS[language]
    name = NAMES[language][number]
    text = f"{said[number % len(said)]} — {name}"
    return Member(name, language, f"{language}{number}@example.org", text)


MEMBERS = [_member(language, n) for language, names in NAMES.items() for n in range(len(names))]
BY_BROWSER = [member for member in MEMBERS if member.email[2] == "0"]
EARLY = [member for member in MEMBERS if member.email[2] == "1"]
LATER_COMERS = [member for member in MEMBERS if member.email[2] not in "01"]
DEV = Someone("Dev Anand", "en", "dev@example.org")
HANA = Someone("Hana Brandt", "fr", "hana@example.org")
CARLA = Someone("Carla Ruiz", "es", "carla@example.org")
OMAR = Someone("Omar Said", "ar", "omar@example.org")
AMINA = Someone("Amina Dias", "pt", "amina@example.org")
FARID = Someone("Farid Haddad", "fr", "farid@example.org")
NADIA = Someone("Nadia Rahman", "bn", "nadia@example.org")
PAULO = Someone("Paulo Reis", "pt", "paulo@example.org")
LAYLA = Someone("Layla Mansour", "ar", "layla@example.org")
CELESTE = Someone("Dona Celeste", "pt", "")
FATIMA = Someone("Fatima Sow", "fr", "fatima@example.org")
OTTO = Someone("Otto Lind", "en", "otto@example.org")
PANEL = (FARID, NADIA, PAULO, LAYLA)
EVERYBODY = [*MEMBERS, DEV, HANA, CARLA, OMAR, AMINA, *PANEL, FATIMA, OTTO]
