"""What every page of the console has in common: scope, roles, 404 for what is not yours."""

from collections.abc import Callable
from functools import cache
from typing import Any, NoReturn

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin, checkbox
from unfold.views import ChangeList

from coaching.admin.access import coached_rows, editable_rows, may_write, memberships
from programs.engine.errors import TrainingError


class Scoped:
    """Rows, choices and permissions as far as the person's memberships and engagements go."""

    model: type[Model]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return coached_rows(self.model, user=request.user)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs["queryset"] = editable_rows(db_field.remote_field.model, user=request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs["queryset"] = editable_rows(db_field.remote_field.model, user=request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(memberships(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj)


class ConsoleList(ChangeList):
    """A list that says "show all" only when something is left out."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not (self.query or self.has_active_filters):
            self.full_result_count = self.result_count


class ConsoleAdmin(Scoped, ModelAdmin):
    """A page of the console; deleting needs a reason to be switched on."""

    list_per_page = 50
    # One count a list: the number of all rows beside that of the found ones says little.
    show_full_result_count = False
    list_filter_sheet = True
    list_filter_submit = True
    list_fullwidth = True
    warn_unsaved_form = True

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ConsoleList

    def action_checkbox(self, obj: Model) -> SafeString:
        return format_html(_checkbox(get_language()), obj.pk)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(memberships(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request)

    def has_write_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Named by actions that change something: ``permissions=["write"]``."""
        return may_write(request)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        # Asked first, or what isn't yours would be refused where what isn't there is not found.
        self.row_or_404(request, object_id)
        return super().delete_view(request, object_id, extra_context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        self.row_or_404(request, object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def row_or_404(self, request: HttpRequest, object_id: Any) -> Any:
        """Return a row in scope; anybody else's doesn't exist."""
        try:
            return get_object_or_404(self.get_queryset(request), pk=object_id)
        except (TypeError, ValueError, ValidationError) as error:
            raise Http404 from error

    def page(
        self, request: HttpRequest, name: str, *, title: str, status: int = 200, **values: Any
    ) -> TemplateResponse:
        """Answer with a page of our own inside the console's frame."""
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "may_write": may_write(request),
            **values,
        }
        return TemplateResponse(request, f"coaching/console/{name}.html", context, status=status)

    def attempt(self, request: HttpRequest, call: Callable[[], object], *, done: str) -> bool:
        """Run one action; tell what was done, or in the error's words why not."""
        try:
            call()
        except TrainingError as error:
            messages.error(request, str(error))
            return False
        messages.success(request, done)
        return True

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> NoReturn:
        raise Http404(_("There is nothing here, or it isn't yours."))


class ReadOnly:
    """Rows that follow from training and are never typed in."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@cache
def _checkbox(_language: str | None) -> str:
    """Return the box before a row; Unfold would run a template for each of them."""
    return checkbox.render(ACTION_CHECKBOX_NAME, "{}")
