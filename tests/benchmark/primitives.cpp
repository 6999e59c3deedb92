// What a sign-in cannot do without: microseconds of CPU for each, the median of several batches. A line each: NAME MICROSECONDS.
//
// The benchmark of sign-ins calls it between its rounds, so that both share the machine's mood. Every processor works at once, as they do
// under the load that the server is measured with: those of a virtual machine are often two threads of one core, and a signature that took
// 340 us of CPU alone took 494 us beside another one there.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <functional>
#include <latch>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/crypto/certificate.h"
#include "server/crypto/credential_key_pair.h"
#include "server/crypto/public_key.h"
#include "server/crypto/rsa_key.h"
#include "server/crypto/rsa_signing.h"
#include "server/crypto/srp.h"
#include "server/web_authn/cose_key.h"
#include "server/xml/document.h"
#include "server/xml/signature.h"

namespace {

using namespace rockpool;

constexpr int kBatches = 9;
constexpr int kTimes = 20;

// Of the calling thread.
double CpuMicros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double MedianMicros(const char* name, const std::function<bool()>& work) {
  std::array<double, kBatches> micros{};
  for (double& batch : micros) {
    const double began = CpuMicros();
    for (int i = 0; i < kTimes; ++i) {
      if (!work()) {
        throw std::runtime_error(std::string(name) + " came out wrong");
      }
    }
    batch = (CpuMicros() - began) / kTimes;
  }
  std::ranges::nth_element(micros, micros.begin() + kBatches / 2);
  return micros[kBatches / 2];
}

void Measure(const char* name, const std::function<bool()>& work) {
  std::vector<double> micros(std::max(1U, std::thread::hardware_concurrency()));
  {
    std::latch all_here(static_cast<std::ptrdiff_t>(micros.size()));
    std::vector<std::jthread> threads;
    threads.reserve(micros.size());
    for (double& own : micros) {
      threads.emplace_back([&] {
        all_here.arrive_and_wait();
        own = MedianMicros(name, work);
      });
    }
  }
  std::printf("%s %.1f\n", name, std::reduce(micros.begin(), micros.end()) / static_cast<double>(micros.size()));
}

// As long as SAML responses are, 4 kB with its signature.
std::string SignedXml(const crypto::RsaKey& key, const std::string& certificate) {
  const std::string value = "<v>" + std::string(60, 'a') + "</v>";
  std::string xml = "<r ID=\"_1\"><i>https://idp.example/entity</i>";
  while (xml.size() < 1600) xml += value;
  return xml::Sign(xml + "</r>", "_1", key, certificate);
}

}  // namespace

int main() {
  constexpr const char* kPool = "BenchPool";
  constexpr const char* kUser = "user";
  constexpr const char* kPassword = "Passw0rd!x";
  std::array<unsigned char, 32> random{};
  random.fill(0xA5);
  const crypto::SrpVerifier verifier = crypto::MakeSrpVerifier(kPool, kUser, kPassword, std::string(crypto::kSrpSaltBytes, 's'));
  const crypto::SrpServerKey server_key = crypto::MakeSrpServerKey(verifier.verifier, random);
  // A client's A is a number of the group like B.
  const std::string client_public_hex = server_key.public_key_hex;
  const crypto::RsaKey key = crypto::RsaKey::Generate();
  const crypto::RsaPublicKey public_key(key);
  const std::string token(700, 't');  // as long as an access token without its signature
  const std::string signature = crypto::SignRs256(key, token);

  Measure("exponentiation", [&] { return crypto::VerifySrpPassword(verifier, kPool, kUser, kPassword); });
  Measure("server_key", [&] { return !crypto::MakeSrpServerKey(verifier.verifier, random).public_key_hex.empty(); });
  Measure("session_key", [&] { return crypto::SrpSessionKey(client_public_hex, server_key, verifier.verifier).has_value(); });
  Measure("signature", [&] { return !crypto::SignRs256(key, token).empty(); });
  Measure("verification", [&] { return public_key.VerifyRs256(token, signature); });

  const auto passkey = crypto::CredentialKeyPair::Generate(crypto::CredentialKeyPair::Kind::kP256);
  const std::string cose_key = web_authn::CoseKeyOf(passkey);
  const std::string proof = passkey.Sign(token);
  Measure("passkey", [&] { return web_authn::CoseKey::FromBytes(cose_key).Verifies(token, proof); });

  const std::array<unsigned char, 2> serial = {1, 2};
  const std::string certificate = crypto::SelfSignedCertificate(key, "bench", {0, 4'102'444'800}, serial);
  const std::string signed_xml = SignedXml(key, certificate);
  const std::array keys = {crypto::PublicKey::FromCertificate(certificate).value()};
  Measure("xml_verification", [&] {
    const auto document = xml::Document::Parse(signed_xml);
    return document && xml::SignedBytes(*document, document->Root(), keys).has_value();
  });
}
