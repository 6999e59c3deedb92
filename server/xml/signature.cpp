#include "server/xml/signature.h"

#include <libxml/tree.h>
#include <libxml/valid.h>
#include <libxml/xmlmemory.h>
#include <xmlsec/buffer.h>
#include <xmlsec/crypto.h>
#include <xmlsec/list.h>
#include <xmlsec/templates.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmldsig.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <unordered_set>
#include <vector>

#include "server/util/strings.h"
#include "server/xml/xmlsec.h"

namespace rockpool::xml {
namespace {

constexpr std::string_view kExclusiveC14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
constexpr std::size_t kMostTransforms = 2;  // enveloped and exclusive c14n (SAML core, 5.4.4); xmlsec has no bound of its own
constexpr std::size_t kMostPrefixes = 32;   // of InclusiveNamespaces: each is looked up at each element

struct FreeContext {
  void operator()(xmlSecDSigCtxPtr context) const { xmlSecDSigCtxDestroy(context); }
};
using Context = std::unique_ptr<xmlSecDSigCtx, FreeContext>;

// While it lives the attribute is the document's one ID.
class OnlyId {
 public:
  OnlyId(xmlDocPtr document, const std::string& value, xmlAttrPtr attribute) : document_(document), attribute_(attribute) {
    if (xmlAddID(nullptr, document, XmlText(value.c_str()), attribute) == nullptr) attribute_ = nullptr;
  }
  OnlyId(const OnlyId&) = delete;
  OnlyId& operator=(const OnlyId&) = delete;
  ~OnlyId() {
    if (attribute_ != nullptr) xmlRemoveID(document_, attribute_);
  }

  bool IsSet() const { return attribute_ != nullptr; }

 private:
  xmlDocPtr document_;
  xmlAttrPtr attribute_;
};

// Whether no value stands in two attributes that anybody could take for IDs, whatever their case and namespace (xml:id). The parser bounds
// the depth.
bool AddIds(xmlNodePtr element, std::unordered_set<std::string>& seen) {
  for (xmlAttrPtr attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
    if (!util::EqualsIgnoringCase(View(attribute->name), "id")) continue;
    const std::unique_ptr<xmlChar, decltype(xmlFree)> value(xmlNodeListGetString(element->doc, attribute->children, 1), xmlFree);
    if (!seen.emplace(View(value.get())).second) return false;
  }
  for (xmlNodePtr child = xmlFirstElementChild(element); child != nullptr; child = xmlNextElementSibling(child)) {
    if (!AddIds(child, seen)) return false;
  }
  return true;
}

bool HasDistinctIds(xmlNodePtr root) {
  std::unordered_set<std::string> seen;
  return AddIds(root, seen);
}

// xmlsec writes the ID between quotes into an XPointer.
bool IsPlainId(std::string_view id) {
  return !id.empty() &&
         std::ranges::all_of(id, [](char c) { return c < 0 || util::IsLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ':'; });
}

bool HasAllowedTransforms(const Element& reference) {
  const std::vector<Element> lists = reference.Children(kSignatureSpace, "Transforms");
  if (lists.size() > 1) return false;
  if (lists.empty()) return true;
  const std::vector<Element> transforms = lists.front().Children(kSignatureSpace, "Transform");
  return transforms.size() <= kMostTransforms && std::ranges::all_of(transforms, [](const Element& transform) {
           return std::ranges::all_of(transform.Children(kExclusiveC14n, "InclusiveNamespaces"), [](const Element& namespaces) {
             return util::Split(namespaces.Attribute("PrefixList").value_or(""), " \t\r\n").size() <= kMostPrefixes;
           });
         });
}

// The signature's node, if it is one over the element and nothing else. What its algorithms are is for xmlsec to see.
xmlNodePtr SignatureOver(xmlNodePtr element, const std::string& id) {
  xmlNodePtr const signature = OnlyChild(element, kSignatureSpace, "Signature");
  xmlNodePtr const signed_info = signature == nullptr ? nullptr : OnlyChild(signature, kSignatureSpace, "SignedInfo");
  xmlNodePtr const reference = signed_info == nullptr ? nullptr : OnlyChild(signed_info, kSignatureSpace, "Reference");
  if (reference == nullptr || !Element(signature).Children(kSignatureSpace, "Object").empty()) return nullptr;
  if (Element(reference).Attribute("URI") != "#" + id || !HasAllowedTransforms(Element(reference))) return nullptr;
  return signature;
}

// Knows no other transforms than these, so that all else is refused as it is read. Digests count as transforms too.
Context VerifyingContext(const crypto::PublicKey& key) {
  Context context(xmlSecDSigCtxCreate(nullptr));
  if (!context) throw std::bad_alloc();
  context->signKey = XmlsecKeyOf(key.native()).release();
  // The second, a name of xmlsec's, finds the ID in the document's table, and not by an XPath that says the same; comments stay left out.
  context->flags |= XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES | XMLSEC_DSIG_FLAGS_USE_VISA3D_HACK;
  context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
  bool enabled = true;
  for (const xmlSecTransformId of_reference : {xmlSecTransformEnvelopedId, xmlSecTransformExclC14NId, xmlSecTransformSha1Id,
                                               xmlSecTransformSha256Id, xmlSecTransformSha384Id, xmlSecTransformSha512Id}) {
    enabled = enabled && xmlSecDSigCtxEnableReferenceTransform(context.get(), of_reference) == 0;
  }
  for (const xmlSecTransformId of_signature :
       {xmlSecTransformExclC14NId, xmlSecTransformInclC14NId, xmlSecTransformRsaSha1Id, xmlSecTransformRsaSha256Id,
        xmlSecTransformRsaSha384Id, xmlSecTransformRsaSha512Id, xmlSecTransformEcdsaSha256Id}) {
    enabled = enabled && xmlSecDSigCtxEnableSignatureTransform(context.get(), of_signature) == 0;
  }
  if (!enabled) throw std::runtime_error("xmlsec1 lacks an algorithm.");
  return context;
}

std::optional<std::string> BytesSignedBy(const crypto::PublicKey& key, xmlNodePtr signature) {
  const Context context = VerifyingContext(key);
  if (xmlSecDSigCtxVerify(context.get(), signature) < 0 || context->status != xmlSecDSigStatusSucceeded) return std::nullopt;
  if (xmlSecPtrListGetSize(&context->signedInfoReferences) != 1) return std::nullopt;
  auto* const reference = static_cast<xmlSecDSigReferenceCtxPtr>(xmlSecPtrListGetItem(&context->signedInfoReferences, 0));
  const xmlSecBufferPtr bytes = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference);
  if (bytes == nullptr || xmlSecBufferGetData(bytes) == nullptr) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(xmlSecBufferGetData(bytes)), xmlSecBufferGetSize(bytes));
}

// nullptr if there is none.
xmlNodePtr ElementOf(xmlNodePtr root, std::string_view id) {
  if (Element(root).Attribute("ID") == id) return root;
  for (xmlNodePtr child = xmlFirstElementChild(root); child != nullptr; child = xmlNextElementSibling(child)) {
    if (xmlNodePtr const found = ElementOf(child, id)) return found;
  }
  return nullptr;
}

// An empty signature over the element, behind its Issuer (SAML core, 1.4: where the schema has it).
xmlNodePtr AddTemplate(xmlNodePtr element, const std::string& uri) {
  xmlNodePtr const signature =
      xmlSecTmplSignatureCreateNsPref(element->doc, xmlSecTransformExclC14NId, xmlSecTransformRsaSha256Id, nullptr, XmlText("ds"));
  if (signature == nullptr) throw std::bad_alloc();
  xmlNodePtr const first = xmlFirstElementChild(element);
  if (first == nullptr) {
    xmlAddChild(element, signature);
  } else if (View(first->name) == "Issuer") {
    xmlAddNextSibling(first, signature);
  } else {
    xmlAddPrevSibling(first, signature);
  }
  xmlNodePtr const reference = xmlSecTmplSignatureAddReference(signature, xmlSecTransformSha256Id, nullptr, XmlText(uri.c_str()), nullptr);
  if (reference == nullptr || xmlSecTmplReferenceAddTransform(reference, xmlSecTransformEnvelopedId) == nullptr ||
      xmlSecTmplReferenceAddTransform(reference, xmlSecTransformExclC14NId) == nullptr) {
    throw std::bad_alloc();
  }
  return signature;
}

// Once all is signed: it is no part of that, and xmlsec would write what it knows of the key instead.
void AddKeyInfo(xmlNodePtr signature, const std::string& certificate) {
  xmlNodePtr const info = xmlNewChild(signature, signature->ns, XmlText("KeyInfo"), nullptr);
  xmlNodePtr const data = info == nullptr ? nullptr : xmlNewChild(info, signature->ns, XmlText("X509Data"), nullptr);
  if (data == nullptr || xmlNewTextChild(data, signature->ns, XmlText("X509Certificate"), XmlText(certificate.c_str())) == nullptr) {
    throw std::bad_alloc();
  }
}

}  // namespace

bool IsSigned(const Element& element) { return !element.Children(kSignatureSpace, "Signature").empty(); }

std::optional<std::string> SignedBytes(const Document& document, const Element& element, std::span<const crypto::PublicKey> keys) {
  const XmlsecCall call;
  xmlNodePtr const node = element.native();
  const std::string id = element.Attribute("ID").value_or("");
  if (!IsPlainId(id) || !HasDistinctIds(document.Root().native())) return std::nullopt;
  xmlNodePtr const signature = SignatureOver(node, id);
  if (signature == nullptr) return std::nullopt;
  const OnlyId only_id(document.native(), id, xmlHasNsProp(node, XmlText("ID"), nullptr));
  if (!only_id.IsSet()) return std::nullopt;
  for (const crypto::PublicKey& key : keys.first(std::min(keys.size(), kMostKeys))) {
    if (std::optional<std::string> bytes = BytesSignedBy(key, signature)) return bytes;
  }
  return std::nullopt;
}

std::string Sign(std::string_view xml, std::string_view id, const crypto::RsaKey& key, std::string_view certificate) {
  const XmlsecCall call;
  const std::optional<Document> document = Document::Parse(xml);
  xmlNodePtr const element = document ? ElementOf(document->Root().native(), id) : nullptr;
  if (element == nullptr || !IsPlainId(id)) throw std::runtime_error("There is no element of this ID to sign.");
  xmlNodePtr const signature = AddTemplate(element, "#" + std::string(id));
  const OnlyId only_id(document->native(), std::string(id), xmlHasNsProp(element, XmlText("ID"), nullptr));
  const Context context(xmlSecDSigCtxCreate(nullptr));
  if (!context || !only_id.IsSet()) throw std::runtime_error("An element cannot be signed.");
  context->signKey = XmlsecKeyOf(key.native()).release();
  if (xmlSecDSigCtxSign(context.get(), signature) != 0) throw std::runtime_error("An element cannot be signed.");
  AddKeyInfo(signature, std::string(certificate));
  return document->Root().Xml();
}

}  // namespace rockpool::xml
