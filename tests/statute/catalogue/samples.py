"""Records of fictional items that the tests of the catalogue begin with."""

from zhengwu.statute.catalogue import Limit, Material, Record, Stage
from zhengwu.statute.catalogue.model import Basis, Choice, Commitment, Faq, Place, Question, Result, Variant
from zhengwu.statute.forms.model import Field, Form, Kind, Option, Section, When

FOOD = Record(
    name="小餐饮店经营许可",
    type="licence",
    catalog_code="440117002011",
    bases=(Basis("中华人民共和国食品安全法", "主席令第21号", "第三十五条", "国家对食品生产经营实行许可制度。"),),
    objects=("enterprise", "natural_person"),
    themes=("food", "permits"),
    events=("open_restaurant",),
    channels=("counter", "online"),
    mails=True,
    statutory=Limit(20),
    promised=Limit(5),
    stages=tuple(
        Stage(key, name, days)
        for key, name, days in (
            ("acceptance", "受理", 1), ("review", "审核", 2), ("approval", "审批", 1), ("completion", "办结", 1),
            ("delivery", "送达", 0),
        )
    ),
    visits=0,
    depth=("consult", "intake", "handling"),
    conditions=("有固定的经营场所。",),
    materials=(
        Material("application", "小餐饮店经营许可申请书", "form", blank="application.docx", sample="sample.pdf"),
        Material("layout", "经营场所平面图", necessity="deferrable"),
        Material("lease", "租赁合同", "certificate", when=(When("premises", ("rented",)),), replaced=True),
    ),
    questions=(Question("premises", "经营场所是租用的吗？", (Choice("rented", "租用"), Choice("own", "自有"))),),
    variants=(Variant("own", "自有场所", (When("premises", ("own",)),), promised=Limit(3)),),
    charged=False,
    results=(Result("食品经营许可证", "licence", "food_licence", 60, "result.pdf"),),
    delivery=("counter", "mail"),
    places=(Place("青禾区政务服务中心", "青禾区湖滨路1号", "工作日9:00至17:00", "000-00000001", "12号窗口"),),
    consult_phone="000-00000001",
    complaint_phone="000-00000002",
    review_body="青禾区人民政府",
    court="青禾区人民法院",
    faqs=(Faq("多久能办好？", "受理后五个工作日。"),),
    commitment=Commitment("conditions", ("经营场所符合卫生要求。",), "撤销许可并记入信用记录。"),
    form=Form(
        (
            Section(
                "shop",
                "经营场所",
                (
                    Field("address", "地址", Kind.ADDRESS, most=100),
                    Field("kind", "业态", Kind.CHOICE, options=(Option("noodles", "面馆"), Option("tea", "茶馆"))),
                    Field("opens_on", "计划开业日期", Kind.DAY, required=False, least=-30, most=365),
                ),
            ),
        )
    ),
)  # fmt: skip
