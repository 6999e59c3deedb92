#include "server/xml/encryption.h"

#include <libxml/tree.h>
#include <xmlsec/buffer.h>
#include <xmlsec/crypto.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmlenc.h>

#include <stdexcept>

#include "server/crypto/base64.h"
#include "server/crypto/public_key.h"
#include "server/crypto/rsa_oaep.h"
#include "server/xml/wrapped_key.h"
#include "server/xml/xmlsec.h"

namespace rockpool::xml {
namespace {

constexpr xmlSecSize kKeyBits = 256;

struct FreeContext {
  void operator()(xmlSecEncCtxPtr context) const { xmlSecEncCtxDestroy(context); }
};
using Context = std::unique_ptr<xmlSecEncCtx, FreeContext>;

// Knows AES alone, reads no URI, and has its key: KeyInfo is not read.
Context NewContext(XmlsecKey key) {
  Context context(xmlSecEncCtxCreate(nullptr));
  if (!context) throw std::bad_alloc();
  context->encKey = key.release();
  context->transformCtx.enabledUris = xmlSecTransformUriTypeNone;
  bool enabled = context->encKey != nullptr;
  for (const xmlSecTransformId cipher : {xmlSecTransformAes128CbcId, xmlSecTransformAes192CbcId, xmlSecTransformAes256CbcId,
                                         xmlSecTransformAes128GcmId, xmlSecTransformAes192GcmId, xmlSecTransformAes256GcmId}) {
    // The list's items are pointers to constants that nobody writes to.
    enabled =
        enabled && xmlSecPtrListAdd(&context->transformCtx.enabledTransforms, const_cast<void*>(static_cast<const void*>(cipher))) == 0;
  }
  if (!enabled) throw std::runtime_error("xmlsec1 lacks an algorithm.");
  return context;
}

XmlsecKey AesKeyOf(std::string_view bytes) {
  return XmlsecKey(
      xmlSecKeyReadMemory(xmlSecKeyDataAesId, reinterpret_cast<const xmlSecByte*>(bytes.data()), static_cast<xmlSecSize>(bytes.size())));
}

// The namespaces in force at an element, as they are declared in a tag.
std::string Declarations(xmlNodePtr element) {
  std::string declarations;
  const std::unique_ptr<xmlNsPtr, decltype(xmlFree)> in_force(xmlGetNsList(element->doc, element), xmlFree);
  for (const xmlNsPtr* space = in_force.get(); space != nullptr && *space != nullptr; ++space) {
    const std::string_view prefix = View((*space)->prefix);
    declarations += prefix.empty() ? " xmlns" : " xmlns:" + std::string(prefix);
    declarations += "=\"" + Escaped(View((*space)->href)) + "\"";
  }
  return declarations;
}

bool IsBlank(xmlNodePtr node) { return node->type == XML_TEXT_NODE && xmlIsBlankNode(node) == 1; }

// The root's one child takes its place, with the namespaces that the root declared; false if it has more children, or none.
bool PutChildInPlaceOfRoot(xmlDocPtr document) {
  xmlNodePtr const wrapper = xmlDocGetRootElement(document);
  xmlNodePtr child = nullptr;
  for (xmlNodePtr node = wrapper->children; node != nullptr; node = node->next) {
    if (IsBlank(node)) continue;
    if (child != nullptr || node->type != XML_ELEMENT_NODE) return false;
    child = node;
  }
  if (child == nullptr) return false;
  xmlUnlinkNode(child);
  xmlDocSetRootElement(document, child);
  // The declarations themselves move, since nodes below point to them. What the child declares anew hides what the wrapper says.
  xmlNsPtr kept = nullptr;
  while (wrapper->nsDef != nullptr) {
    xmlNsPtr const space = wrapper->nsDef;
    wrapper->nsDef = space->next;
    bool is_hidden = false;
    for (xmlNsPtr own = child->nsDef; own != nullptr; own = own->next) is_hidden = is_hidden || View(own->prefix) == View(space->prefix);
    xmlNsPtr& list = is_hidden ? kept : child->nsDef;
    space->next = list;
    list = space;
  }
  wrapper->nsDef = kept;
  xmlFreeNode(wrapper);
  return true;
}

std::string BytesOf(const xmlSecKey& key) {
  const xmlSecBufferPtr bytes = xmlSecKeyDataBinaryValueGetBuffer(key.value);
  if (bytes == nullptr) throw std::runtime_error("A key cannot be made.");
  return {reinterpret_cast<const char*>(xmlSecBufferGetData(bytes)), xmlSecBufferGetSize(bytes)};
}

constexpr std::string_view kUnencrypted =
    R"(<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">)"
    R"(<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/>)"
    R"(<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>)";

// KeyInfo stands before CipherData. DigestMethod is named since not everybody knows what its absence means.
std::string KeyInfo(std::string_view wrapped_key) {
  return R"(<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>)"
         R"(<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p">)"
         R"(<ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></xenc:EncryptionMethod>)"
         "<xenc:CipherData><xenc:CipherValue>" +
         crypto::Base64Encode(wrapped_key) + "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>";
}

}  // namespace

std::optional<Document> Decrypt(const Element& encrypted, const crypto::RsaKey& key) {
  const XmlsecCall call;
  xmlNodePtr const data = OnlyChild(encrypted.native(), kEncryptionSpace, "EncryptedData");
  const auto bytes = data == nullptr ? std::nullopt : KeyFor(encrypted, Element(data), key);
  if (!bytes) return std::nullopt;
  const Context context = NewContext(AesKeyOf(*bytes));
  // Not xmlSecEncCtxDecrypt: that parses what comes out, which anybody can have encrypted, past the bounds of our parser.
  const xmlSecBufferPtr plain = xmlSecEncCtxDecryptToBuffer(context.get(), data);
  if (plain == nullptr || xmlSecBufferGetData(plain) == nullptr) return std::nullopt;
  std::string text = "<around" + Declarations(encrypted.native()) + ">";
  text.append(reinterpret_cast<const char*>(xmlSecBufferGetData(plain)), xmlSecBufferGetSize(plain)).append("</around>");
  std::optional<Document> document = Document::Parse(text);
  if (!document || !PutChildInPlaceOfRoot(document->native())) return std::nullopt;
  return document;
}

std::string Encrypt(std::string_view assertion, std::string_view certificate) {
  const XmlsecCall call;
  const auto reader = crypto::PublicKey::FromCertificate(certificate);
  if (!reader) throw std::runtime_error("A certificate to encrypt for cannot be read.");
  XmlsecKey key(xmlSecKeyGenerate(xmlSecKeyDataAesId, kKeyBits, xmlSecKeyDataTypeSession));
  if (!key) throw std::runtime_error("A key cannot be made.");
  const std::string wrapped_key = crypto::EncryptOaep(*reader, BytesOf(*key));
  const std::optional<Document> data = Document::Parse(kUnencrypted);
  const Context context = NewContext(std::move(key));
  if (!data || xmlSecEncCtxBinaryEncrypt(context.get(), data->Root().native(), reinterpret_cast<const xmlSecByte*>(assertion.data()),
                                         static_cast<xmlSecSize>(assertion.size())) != 0) {
    throw std::runtime_error("An assertion cannot be encrypted.");
  }
  std::string encrypted = data->Root().Xml();
  encrypted.insert(encrypted.find("<xenc:CipherData>"), KeyInfo(wrapped_key));
  return R"(<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">)" + encrypted + "</saml:EncryptedAssertion>";
}

}  // namespace rockpool::xml
