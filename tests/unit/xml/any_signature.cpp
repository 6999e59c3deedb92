#include "tests/unit/xml/any_signature.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <xmlsec/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

#include <memory>
#include <stdexcept>

#include "server/xml/xmlsec.h"

namespace rockpool::xml {
namespace {

void RegisterIds(xmlNodePtr element) {
  if (xmlAttrPtr const attribute = xmlHasProp(element, XmlText("ID"))) {
    const std::string id = Element(element).Attribute("ID").value();
    xmlAddID(nullptr, element->doc, XmlText(id.c_str()), attribute);
  }
  for (xmlNodePtr child = xmlFirstElementChild(element); child != nullptr; child = xmlNextElementSibling(child)) RegisterIds(child);
}

void SignAll(xmlNodePtr element, xmlSecKeyPtr key) {
  if (Element(element).Is(kSignatureSpace, "Signature")) {
    xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(nullptr);
    context->signKey = xmlSecKeyDuplicate(key);
    const int result = xmlSecDSigCtxSign(context, element);
    xmlSecDSigCtxDestroy(context);
    if (result != 0) throw std::runtime_error("The test's own signature failed.");
    return;
  }
  for (xmlNodePtr child = xmlFirstElementChild(element); child != nullptr; child = xmlNextElementSibling(child)) SignAll(child, key);
}

std::string SignWith(const std::string& xml, xmlSecKeyPtr key) {
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, 0), &xmlFreeDoc);
  if (!document) throw std::runtime_error("The test's own XML is wrong.");
  RegisterIds(xmlDocGetRootElement(document.get()));
  SignAll(xmlDocGetRootElement(document.get()), key);
  return Element(xmlDocGetRootElement(document.get())).Xml();
}

}  // namespace

std::string Transform(std::string_view algorithm, std::string_view content) {
  return "<ds:Transform Algorithm=\"" + std::string(algorithm) + "\">" + std::string(content) + "</ds:Transform>";
}

std::string Reference(const Template& of) {
  std::string transforms;
  for (const std::string& transform : of.transforms) transforms += transform;
  return "<ds:Reference URI=\"" + of.uri + "\"><ds:Transforms>" + transforms + "</ds:Transforms><ds:DigestMethod Algorithm=\"" + of.digest +
         "\"/><ds:DigestValue/></ds:Reference>";
}

std::string Template::Text() const {
  return "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"" +
         canonicalization + "\"/><ds:SignatureMethod Algorithm=\"" + algorithm + "\"/>" + Reference(*this) + more_references +
         "</ds:SignedInfo><ds:SignatureValue/>" + behind + "</ds:Signature>";
}

std::string Assertion(std::string_view id, std::string_view name, std::string_view signature) {
  return "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"" + std::string(id) +
         "\"><saml:Issuer>idp</saml:Issuer>" + std::string(signature) + "<saml:Subject><saml:NameID>" + std::string(name) +
         "</saml:NameID></saml:Subject></saml:Assertion>";
}

std::string Response(std::string_view id, std::string_view content, std::string_view signature) {
  return "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"" +
         std::string(id) + "\"><saml:Issuer>idp</saml:Issuer>" + std::string(signature) + std::string(content) + "</samlp:Response>";
}

std::string SignAsWritten(const std::string& xml, std::string_view pem) {
  const XmlsecCall call;
  BIO* const bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  EVP_PKEY* const pair = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  const XmlsecKey key = XmlsecKeyOf(pair);
  EVP_PKEY_free(pair);
  return SignWith(xml, key.get());
}

std::string SignByHmac(const std::string& xml, std::string_view secret) {
  const XmlsecCall call;
  const XmlsecKey key(
      xmlSecKeyReadMemory(xmlSecKeyDataHmacId, reinterpret_cast<const xmlSecByte*>(secret.data()), static_cast<xmlSecSize>(secret.size())));
  return SignWith(xml, key.get());
}

std::string SignatureIn(std::string_view xml) {
  const std::size_t begin = xml.find("<ds:Signature ");
  constexpr std::string_view kEnd = "</ds:Signature>";
  return std::string(xml.substr(begin, xml.find(kEnd, begin) + kEnd.size() - begin));
}

std::string With(std::string text, std::string_view part, std::string_view other) {
  const std::size_t at = text.find(part);
  if (at == std::string::npos) throw std::runtime_error("The test's own text is wrong.");
  return text.replace(at, part.size(), other);
}

std::string Without(std::string text, std::string_view part) { return With(std::move(text), part, ""); }

}  // namespace rockpool::xml
