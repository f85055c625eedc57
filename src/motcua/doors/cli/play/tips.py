"""Five things to try once the play is served, with codes and names that are there."""

from motcua.doors.cli.play.accounts import Account
from motcua.doors.cli.play.world import World
from motcua.doors.cli.talk import say
from motcua.dossiers.models import Dossier
from motcua.rules.posts import PostKind
from motcua.rules.states import State


def tips(world: World, found: tuple[Account, ...]) -> tuple[str, ...]:
    """What a newcomer sees most by."""
    centre, commune = world.home_centre().pk, world.home_commune().pk
    under_way = _code(
        centre, State.IN_PROCESS, State.AWAITING_SIGNATURE, State.AWAITING_REVIEW, State.RECEIVED
    )
    to_sign = _code(centre, State.AWAITING_SIGNATURE, State.AWAITING_REVIEW)
    waiting = _code(commune, State.RESULT_AT_DESK) or _code(centre, State.RESULT_AT_DESK)
    late = _late()
    first, last = (
        {one.post: one.username for one in reversed(found)},
        {one.post: one.username for one in found},
    )
    receiver, head = first.get(PostKind.RECEIVER, ""), last.get(PostKind.HEAD, "")
    leader, returner = last.get(PostKind.LEADER, ""), last.get(PostKind.RETURNER, "")
    return (
        say(
            f"Tra cứu hồ sơ {under_way} ở trang công khai: tiến độ, từng bước, không có dữ liệu cá nhân",
            f"Look {under_way} up on the public pages: progress, every step, no personal data",
        ),
        say(
            f"Đăng nhập {receiver}: tiếp nhận “Đăng ký khai sinh” và in giấy hẹn",
            f"Sign in as {receiver}: receive “Đăng ký khai sinh” and print the receipt",
        ),
        say(
            f"Đăng nhập {head}: phân công, đôn đốc việc của đơn vị",
            f"Sign in as {head}: assign and urge the unit's work",
        ),
        say(
            f"Đăng nhập {leader}: ký hoặc trả lại hồ sơ {to_sign or under_way}",
            f"Sign in as {leader}: sign or send back {to_sign or under_way}",
        ),
        say(
            f"Đăng nhập {returner}: trả kết quả {waiting}; hồ sơ đã xin lỗi và hẹn lại: {late}; rồi chạy motcua verify",
            f"Sign in as {returner}: return the result of {waiting}; re-appointed with an apology: {late}; "
            "then run motcua verify",
        ),
    )


def _code(unit: int, *states: State) -> str:
    """The dossier of the unit touched last in the first of these states that has one, else of any unit."""
    for state in states:
        found = Dossier.objects.filter(state=state).order_by("-last_at", "-pk")
        for some in (found.filter(holder_unit=unit), found):
            if code := some.values_list("code", flat=True).first():
                return code
    return (
        Dossier.objects.exclude(code=None).order_by("-last_at").values_list("code", flat=True).first() or ""
    )


def _late() -> str:
    found = Dossier.objects.exclude(reappointed_at=None).order_by("-last_at").values_list("code", flat=True)
    return found.first() or ""
