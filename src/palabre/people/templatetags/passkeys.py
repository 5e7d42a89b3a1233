"""The script that asks the browser for a passkey, on the few pages that need it."""

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def passkey_script(context: Context) -> SafeString:
    """Load it, and let this page's security policy run what comes from our own host."""
    context["request"].script_sources = "'self'"
    return format_html('<script src="{}" defer></script>', reverse("people_passkey_script"))
