"""A copy of a PDF written anew: what no page needs is not carried over."""

import io

import pikepdf

from zhengwu.statute.redaction.files.pictures import bare
from zhengwu.statute.redaction.model import Unreadable

ROOT = ("/Metadata", "/Names", "/OpenAction", "/AA", "/AcroForm", "/Outlines", "/Threads", "/Perms", "/Legal",
        "/Collection", "/AF", "/SpiderInfo", "/URI", "/StructTreeRoot", "/MarkInfo", "/PieceInfo", "/Dests", "/DSS",
        "/Requirements", "/Lang")  # fmt: skip
PAGE = ("/Annots", "/AA", "/Thumb", "/PieceInfo", "/Metadata", "/B", "/AF", "/LastModified", "/StructParents", "/ID",
        "/Tabs", "/SeparationInfo")  # fmt: skip
ANY = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OPI", "/StructParent", "/StructParents")


def clean_pdf(content: bytes) -> bytes:
    """The cleaned copy: pages with what they draw, and nothing else; equal for equal input. Unreadable if damaged."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                raise Unreadable("encrypted", "文件已加密，请去除密码后上传。", "The file is encrypted.")
            _strip(document)
            out = io.BytesIO()
            document.save(
                out,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                recompress_flate=True,
                deterministic_id=True,
            )
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise Unreadable("encrypted", "文件已加密，请去除密码后上传。", "The file is encrypted.") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError) as error:
        raise Unreadable("broken", "文件已损坏，请重新生成 PDF。", "The file is damaged: make it anew.") from error


def _strip(document: pikepdf.Pdf) -> None:
    for key in ROOT:
        if key in document.Root:
            del document.Root[key]
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for page in document.pages:
        for key in PAGE:
            if key in page.obj:
                del page.obj[key]
    for entry in document.objects:
        if isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
            for key in ANY:
                if key in entry:
                    del entry[key]
        if isinstance(entry, pikepdf.Stream) and entry.get("/Filter") == pikepdf.Name.DCTDecode:
            told = entry.get("/DecodeParms")
            parameters = told if isinstance(told, pikepdf.Dictionary) else None
            entry.write(bare(entry.read_raw_bytes()), filter=pikepdf.Name.DCTDecode, decode_parms=parameters)
    document.remove_unreferenced_resources()
