// The addresses of a SAML provider.
#include <memory>

#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/federation/report.h"
#include "server/federation/stand_ins/faults.h"
#include "server/federation/stand_ins/keys.h"
#include "server/federation/stand_ins/saml_message.h"
#include "server/federation/stand_ins/stand_in.h"
#include "server/http/origin.h"
#include "server/identity_providers/saml_metadata.h"
#include "server/xml/document.h"

namespace rockpool::federation {
namespace {

constexpr std::string_view kConsumerPath = "/saml2/idpresponse";
constexpr std::string_view kLogoutPath = "/saml2/logout";
constexpr std::string_view kCancelled = "The person cancelled the sign-in";

// What the metadata names itself; decoded once for each revision of the provider.
struct KnownEntity {
  static constexpr std::size_t kCachedRecords = identity_providers::kCachedProviders;

  std::string id;
};

std::string OwnOrigin(const Call& call) {
  const auto host = http::HostOf(call.request, call.request.is_tls);
  return host ? host->Origin() : "";
}

struct Asking {
  SamlAnswer answer;
  http::NamedValues shown;
};

// Without a SAMLRequest nobody has asked, and the person begins here (IDPInit).
Asking AskingOf(const Call& call) {
  const http::NamedValues query = QueryOf(call);
  Asking asking{{"", OwnOrigin(call) + std::string(kConsumerPath)}, {}};
  if (query.Find("SAMLRequest")) {
    const ReadMessage message = ReadRequest(call, "AuthnRequest");
    if (!IsCallback(call, message.callback, kConsumerPath, query.Find("RelayState").value_or(""))) {
      throw BadCall{400, "The AssertionConsumerServiceURL must be /saml2/idpresponse of this server."};
    }
    asking.answer = {message.id, message.callback};
    asking.shown.Add("AuthnRequest", message.xml);
  }
  for (const char* name : {"RelayState", "SigAlg"}) {
    if (const auto value = query.Find(name)) {
      asking.shown.Add(name, name == std::string_view("RelayState") ? Shortened(*value) : std::string(*value));
    }
  }
  return asking;
}

http::Response Post(const Call& call, const std::string& action, const std::string& xml) {
  http::NamedValues fields = {{"SAMLResponse", crypto::Base64Encode(xml)}};
  const http::NamedValues query = QueryOf(call);
  if (const auto state = query.Find("RelayState")) {
    fields.Add("RelayState", std::string(*state));
  }
  return PostPage(call, action, fields);
}

std::string TextOf(const http::NamedValues& shown) {
  std::string text;
  for (const auto& [name, value] : shown) {
    text.append(text.empty() ? "" : "\n").append(name).append(": ").append(value);
  }
  return text;
}

}  // namespace

http::Response SingleSignOn(const Call& call) {
  const Asking asking = AskingOf(call);
  if (IsFirst(call)) {
    KeepAsked(call, "sso", TextOf(asking.shown));
    if (TakeFault(call.world, call.provider, {Wrong::kDown})) {
      throw BadCall{503, "The provider is down, on purpose."};
    }
    if (TakeFault(call.world, call.provider, {Wrong::kProviderError})) {
      return Post(call, asking.answer.callback, RefusalFor(call, asking.answer, "wrong on purpose"));
    }
  }
  const std::optional<Choice> choice = ChoiceOf(call);
  if (!choice) {
    return ChoosingPage(call, asking.shown);
  }
  if (!*choice) {
    return Post(call, asking.answer.callback, RefusalFor(call, asking.answer, kCancelled));
  }
  KeepIdentity(call.world, call.provider, **choice);
  return Post(call, asking.answer.callback, ResponseFor(call, asking.answer, **choice));
}

http::Response SingleLogout(const Call& call) {
  const ReadMessage message = ReadRequest(call, "LogoutRequest");
  KeepAsked(call, "slo", "LogoutRequest: " + message.xml);
  // On the very host that the browser is at, whatever this server believes of it.
  const std::string destination = OwnOrigin(call) + std::string(kLogoutPath);
  return Post(call, std::string(kLogoutPath), LogoutResponseFor(call, {message.id, destination}));
}

http::Response Metadata(const Call& call) {
  const std::string certificate = KeyOf(call.world, call.provider)->certificate;
  const auto service = [](std::string_view name, const std::string& location) {
    return "<" + std::string(name) + " Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"" +
           xml::Escaped(location) + "\"/>";
  };
  const std::string& logout = call.provider.Detail("SLORedirectBindingURI");
  http::Response response;
  response.headers.Add("Content-Type", "application/samlmetadata+xml");
  response.body = "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"" +
                  xml::Escaped(EntityIdOfStandIn(call.world, call.provider)) +
                  "\"><IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><KeyDescriptor use=\"signing\">"
                  "<KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>" +
                  certificate + "</X509Certificate></X509Data></KeyInfo></KeyDescriptor>" +
                  (logout.empty() ? "" : service("SingleLogoutService", logout)) +
                  service("SingleSignOnService", call.provider.Detail("SSORedirectBindingURI")) + "</IDPSSODescriptor></EntityDescriptor>";
  return response;
}

std::string EntityIdOfStandIn(const world::World& world, const identity_providers::ProviderInUse& provider) {
  const std::string& file = provider.Detail("MetadataFile");
  if (file.empty()) {
    return provider.Detail("MetadataURL");
  }
  const std::string id = provider.user_pool_id + "/" + provider.name;
  return world.caches.Of<KnownEntity>()
      .Get({provider.generation, id, provider.revision},
           [&file]() -> KnownEntity {
             try {
               return {identity_providers::ReadSamlMetadata(file).entity_id};
             } catch (const api::InvalidParameterException&) {
               return {"urn:rockpool:stand-in"};  // what is stored was good once
             }
           })
      ->id;
}

}  // namespace rockpool::federation
