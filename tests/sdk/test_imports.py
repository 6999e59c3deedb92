"""Imports of users with boto3: the file's way to the address of its job, what becomes of its rows, a hundred thousand in little memory."""

import base64
import hashlib
import http.client
import re
import time
import unittest
import urllib.parse

import newest
import server
import srp_flow
import support
import workbench
from newest import PASSWORD

ROLE = "arn:aws:iam::000000000000:role/Logs"
LIMIT_SECONDS = 240
LARGEST_FILE = 100 * 1024 * 1024
DONE = "Import Job Completed Successfully."
TOO_MANY = "Too many users have failed or been skipped during the import."
NOT_VERIFIED = ("[FAILED] Line Number {} - The User Record does not set any of the auto verified attributes to true. "
                "(Example: email_verified to true).")
WRONG_PASSWORD = ("NotAuthorizedException", "Incorrect username or password.")


def setUpModule():
    support.start_module_server()


def put(url, body, length=None, **headers):
    """(status, text) of the PUT that S3 would get."""
    to = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(to.hostname, to.port, timeout=LIMIT_SECONDS)
    try:
        connection.putrequest("PUT", f"{to.path}?{to.query}")
        connection.putheader("Content-Length", str(len(body) if length is None else length))
        connection.putheader("x-amz-server-side-encryption", "aws:kms")
        connection.endheaders()
        connection.send(body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


class Importer:
    """A pool of one server, and the jobs of it."""

    def __init__(self, endpoint, **pool):
        self.endpoint, self.cognito = endpoint, newest.client_for(endpoint)
        members = {"AutoVerifiedAttributes": ["email"], "PoolName": "rock", **pool}
        self.pool_id = self.cognito.create_user_pool(**members)["UserPool"]["Id"]
        self.header = self.cognito.get_csv_header(UserPoolId=self.pool_id)["CSVHeader"]

    def create(self, name="first", **members):
        return self.cognito.create_user_import_job(UserPoolId=self.pool_id, JobName=name, CloudWatchLogsRoleArn=ROLE,
                                                   **members)["UserImportJob"]

    def csv(self, rows, header=None):
        """`rows`: maps of the columns that have a value."""
        columns = header or self.header
        lines = [",".join(columns), *(",".join(row.get(column, "") for column in columns) for row in rows)]
        return ("\n".join(lines) + "\n").encode()

    def start(self, job):
        return self.cognito.start_user_import_job(UserPoolId=self.pool_id, JobId=job["JobId"])["UserImportJob"]

    def show(self, job):
        return self.cognito.describe_user_import_job(UserPoolId=self.pool_id, JobId=job["JobId"])["UserImportJob"]

    def wait(self, job):
        """Until it has ended; returns it."""
        until = time.monotonic() + LIMIT_SECONDS
        while time.monotonic() < until:
            shown = self.show(job)
            if shown["Status"] not in ("Pending", "InProgress", "Stopping"):
                return shown
            time.sleep(0.05)
        raise AssertionError(f"still running: {shown}")

    def run(self, rows, header=None, name="first", **members):
        job = self.create(name, **members)
        status, text = put(job["PreSignedUrl"], self.csv(rows, header))
        assert status == 200, text
        self.start(job)
        return self.wait(job)

    def log(self, job):
        status, answer = workbench.call(self.endpoint, "GET", "/_rockpool/imports/" + job["JobId"])
        assert status == 200, answer
        return answer


def person(username, **columns):
    return {"cognito:username": username, "cognito:mfa_enabled": "false", "email": f"{username}@example.com", "email_verified": "true",
            "phone_number_verified": "false", **columns}


def counts(job):
    return job["ImportedUsers"], job["SkippedUsers"], job["FailedUsers"]


class ImportTestCase(support.CognitoTestCase):
    def setUp(self):
        super().setUp()
        self.cognito = newest.client_for(support.endpoint())
        self.importer = Importer(support.endpoint())
        self.pool_id = self.importer.pool_id

    def job_refused(self, exception, message, operation, job):
        self.assert_refused(exception, message, operation, UserPoolId=self.pool_id, JobId=job["JobId"])


class Jobs(ImportTestCase):
    def test_one_goes_from_created_to_succeeded(self):
        job = self.importer.create()
        self.assertRegex(job["JobId"], "^import-[0-9A-Za-z]{10}$")
        self.assertEqual((job["Status"], counts(job), job["JobName"], job["CloudWatchLogsRoleArn"]), ("Created", (0, 0, 0), "first", ROLE))
        self.assertFalse({"StartDate", "CompletionDate", "CompletionMessage", "PasswordHashingAlgorithm"} & set(job))
        self.assertEqual(self.importer.show(job)["PreSignedUrl"], job["PreSignedUrl"])
        status, text = put(job["PreSignedUrl"], self.importer.csv([person("ada"), person("bob")]))
        self.assertEqual(status, 200, text)
        started = self.importer.start(job)
        self.assertEqual(started["Status"], "Pending")
        self.assertIn("StartDate", started)
        ended = self.importer.wait(job)
        self.assertEqual((ended["Status"], ended["CompletionMessage"], counts(ended)), ("Succeeded", DONE, (2, 0, 0)))
        self.assertGreaterEqual(ended["CompletionDate"], ended["StartDate"])
        user = self.cognito.admin_get_user(UserPoolId=self.pool_id, Username="ada")
        self.assertEqual(user["UserStatus"], "RESET_REQUIRED")
        values = {one["Name"]: one["Value"] for one in user["UserAttributes"]}
        self.assertEqual((values["email"], values["email_verified"]), ("ada@example.com", "true"))

    def test_the_header_is_that_of_the_pool(self):
        own = Importer(support.endpoint(), Schema=[{"Name": "team", "AttributeDataType": "String"}])
        self.assertEqual(own.header[:2] + own.header[-4:],
                         ["name", "given_name", "custom:team", "cognito:mfa_enabled", "cognito:username", "password_hash"])
        job = own.run([person("ada", **{"custom:team": "blue\\, red", "name": " Ada "})])
        self.assertEqual(job["Status"], "Succeeded", own.log(job))
        user = own.cognito.admin_get_user(UserPoolId=own.pool_id, Username="ada")
        values = {one["Name"]: one["Value"] for one in user["UserAttributes"]}
        self.assertEqual((values["custom:team"], values["name"]), ("blue, red", "Ada"))

    def test_without_a_file_none_starts(self):
        job = self.importer.create()
        self.job_refused("PreconditionNotMetException", f"No csv file was uploaded for {job['JobId']}", "start_user_import_job", job)

    def test_a_pool_that_verifies_nothing_starts_none(self):
        own = Importer(support.endpoint(), AutoVerifiedAttributes=[])
        job = own.create()
        self.assertEqual(put(job["PreSignedUrl"], own.csv([person("ada")]))[0], 200)
        self.assert_refused("PreconditionNotMetException", None, "start_user_import_job", UserPoolId=own.pool_id, JobId=job["JobId"])

    def test_one_that_has_ended_is_neither_started_nor_stopped(self):
        job = self.importer.run([person("ada")])
        self.job_refused("PreconditionNotMetException", None, "start_user_import_job", job)
        self.job_refused("PreconditionNotMetException", None, "stop_user_import_job", job)

    def test_one_that_is_not_there(self):
        unknown = {"JobId": "import-0000000000"}
        for operation in ("describe_user_import_job", "start_user_import_job", "stop_user_import_job"):
            self.job_refused("ResourceNotFoundException", None, operation, unknown)

    def test_they_are_listed_the_newest_first(self):
        made = [self.importer.create(f"job {number}")["JobId"] for number in range(5)]
        first = self.cognito.list_user_import_jobs(UserPoolId=self.pool_id, MaxResults=3)
        rest = self.cognito.list_user_import_jobs(UserPoolId=self.pool_id, MaxResults=3, PaginationToken=first["PaginationToken"])
        self.assertEqual([one["JobId"] for one in first["UserImportJobs"] + rest["UserImportJobs"]], made[::-1])
        self.assertNotIn("PaginationToken", rest)
        self.assert_refused("InvalidParameterException", None, "list_user_import_jobs", UserPoolId=self.pool_id, MaxResults=3,
                            PaginationToken="garbage")


class Uploads(ImportTestCase):
    def test_the_address_is_signed_and_takes_one_file(self):
        job = self.importer.create()
        url, file = job["PreSignedUrl"], self.importer.csv([person("ada")])
        parameters = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        self.assertEqual(parameters["X-Amz-Expires"], "899")
        self.assertIn("x-amz-server-side-encryption", parameters["X-Amz-SignedHeaders"])
        other = self.importer.create("other")
        forged = url.replace(job["JobId"], other["JobId"])
        self.assertNotEqual(forged, url)
        self.assertEqual(put(forged, file)[0], 403)
        signature = parameters["X-Amz-Signature"]
        self.assertEqual(put(url.replace(signature, signature[:-1] + ("0" if signature[-1] != "0" else "1")), file)[0], 403)
        self.assertEqual(put(url, file)[0], 200)
        self.assertEqual(put(url, file)[0], 403)
        self.importer.start(job)
        self.assertEqual(self.importer.wait(job)["Status"], "Succeeded")

    def test_a_file_that_is_too_long_is_refused_before_it_comes(self):
        job = self.importer.create()
        status, text = put(job["PreSignedUrl"], b"", length=LARGEST_FILE + 1)
        self.assertEqual(status, 400)
        self.assertIn("EntityTooLarge", text)
        self.job_refused("PreconditionNotMetException", f"No csv file was uploaded for {job['JobId']}", "start_user_import_job", job)


class Rows(ImportTestCase):
    def test_the_log_tells_what_became_of_each(self):
        self.cognito.admin_create_user(UserPoolId=self.pool_id, Username="bob", MessageAction="SUPPRESS")
        job = self.importer.run([person("ada"), person("bob"), person("cyd", email_verified="false"), person("dan", email=""),
                                 person("", email="x@example.com"), person("two words")])
        self.assertEqual((job["Status"], counts(job)), ("Succeeded", (1, 1, 4)))
        log = self.importer.log(job)
        self.assertEqual(log["lines"][:3], ["[SUCCEEDED] Line Number 2 - The import succeeded.",
                                            "[SKIPPED] Line Number 3 - The user already exists.", NOT_VERIFIED.format(4)])
        self.assertEqual([re.match(r"\[FAILED\] Line Number (\d+) - .+", line).group(1) for line in log["lines"][3:]], ["5", "6", "7"])
        self.assertEqual((log["logGroup"], log["logStream"]),
                         (f"/aws/cognito/userpools/{self.pool_id}/rock", f"{job['JobId']}/first"))

    def test_a_job_fails_where_nobody_could_be_imported(self):
        job = self.importer.run([person("ada", email_verified="false")])
        self.assertEqual((job["Status"], job["CompletionMessage"], counts(job)), ("Failed", TOO_MANY, (0, 0, 1)))

    def test_a_header_that_is_none_fails_the_job(self):
        for header in (["name", "email"], [*self.importer.header, "shoe_size"], ["\x00\xff"]):
            job = self.importer.run([person("ada")], header)
            self.assertEqual((job["Status"], job["CompletionMessage"]), ("Failed", "The CSV file header is not valid."), header)
        self.assertEqual(self.cognito.list_users(UserPoolId=self.pool_id)["Users"], [])

    def test_octets_that_are_no_text_are_refused_row_by_row(self):
        job = self.importer.create()
        file = self.importer.csv([person("ada"), person("eve")]).replace(b"eve@example.com", b"\xff\xfe\x00@example.com")
        self.assertEqual(put(job["PreSignedUrl"], file)[0], 200)
        self.importer.start(job)
        self.assertEqual(counts(self.importer.wait(job)), (1, 0, 1))

    def test_a_row_without_end_fails_alone(self):
        job = self.importer.run([person("ada", name="x" * 20000), person("bob")])
        self.assertEqual(counts(job), (1, 0, 1))

    def test_who_can_sign_in_by_a_code_has_nothing_to_reset(self):
        own = Importer(support.endpoint(), Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}})
        self.assertEqual(own.run([person("ada")])["Status"], "Succeeded")
        self.assertEqual(own.cognito.admin_get_user(UserPoolId=own.pool_id, Username="ada")["UserStatus"], "CONFIRMED")

    def test_who_was_imported_resets_his_password(self):
        client = self.cognito.create_user_pool_client(
            UserPoolId=self.pool_id, ClientName="app", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"])["UserPoolClient"]["ClientId"]
        self.importer.run([person("ada")])
        request = {"ClientId": client, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": "ada", "PASSWORD": PASSWORD}}
        self.assert_refused("PasswordResetRequiredException", "Password reset required for the user", "initiate_auth", **request)
        self.cognito.forgot_password(ClientId=client, Username="ada")
        self.cognito.confirm_forgot_password(ClientId=client, Username="ada", Password=PASSWORD,
                                             ConfirmationCode=newest.Outbox(self.pool_id).code())
        self.assertIn("AuthenticationResult", self.cognito.initiate_auth(**request))


def _unpadded(octets):
    return base64.b64encode(octets).rstrip(b"=").decode()


def _scrypt(n, r, p):
    hashed = hashlib.scrypt(PASSWORD.encode(), salt=b"salt of 16 bytes", n=n, r=r, p=p, maxmem=1 << 27, dklen=64)
    return f"{n}${r}${p}${b'salt of 16 bytes'.hex()}${hashed.hex()}"


def _pbkdf2(iterations):
    hashed = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), b"salt of 16 bytes", min(iterations, 1000))
    return f"$pbkdf2-sha256${iterations}${_unpadded(b'salt of 16 bytes')}${_unpadded(hashed)}"


# Known answers, since Python's library has neither: crypt_blowfish, wrapper.c; phc-winner-argon2, src/test.c.
BCRYPT = "$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
ARGON2ID = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
# What each algorithm takes, with the password, and what it does not.
HASHES = {
    "BCRYPT": ([(form + BCRYPT, "U*U") for form in ("$2a", "$2b", "$2x", "$2y")],
               ["$2z" + BCRYPT, "$2b$13" + BCRYPT[3:], "$2b$05$short", "plain"]),
    "SCRYPT": ([(_scrypt(1024, 8, 1), PASSWORD), (_scrypt(16384, 8, 1), PASSWORD)],
               [_scrypt(1024, 8, 1).replace("1024", "131072", 1), _scrypt(1024, 8, 1).replace("$8$1$", "$9$1$"),
                _scrypt(1024, 8, 1).replace("$8$1$", "$8$2$"), _scrypt(1024, 8, 1).replace("1024", "1000", 1), "1024$8$1$zz$zz"]),
    "ARGON2ID": ([(ARGON2ID, "password")],
                 [ARGON2ID.replace("argon2id", "argon2i"), ARGON2ID.replace("m=256", "m=19457"), ARGON2ID.replace("t=2", "t=3"),
                  ARGON2ID.replace("p=1", "p=2"), ARGON2ID.replace("v=19", "v=16"), ARGON2ID + "="]),
    "PBKDF2_SHA256": ([(_pbkdf2(1000), PASSWORD)], [_pbkdf2(600001), _pbkdf2(1000).replace("sha256", "sha512"), _pbkdf2(1000)[:-50]]),
}


class Hashes(ImportTestCase):
    def setUp(self):
        super().setUp()
        self.client_id = self.cognito.create_user_pool_client(UserPoolId=self.pool_id, ClientName="app", ExplicitAuthFlows=[
            "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"])["UserPoolClient"]["ClientId"]

    def begin(self, name, password):
        return {"ClientId": self.client_id, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": name, "PASSWORD": password}}

    def by_srp(self, name, password):
        """(request that answers the challenge)"""
        attempt = srp_flow.Srp(self.pool_id, password)
        begun = self.cognito.initiate_auth(ClientId=self.client_id, AuthFlow="USER_SRP_AUTH",
                                           AuthParameters={"USERNAME": name, **attempt.begin()})
        return {"ClientId": self.client_id, "ChallengeName": "PASSWORD_VERIFIER",
                "ChallengeResponses": attempt.prove(begun["ChallengeParameters"])}

    def test_each_kind_signs_in_by_its_password_and_by_srp_from_then_on(self):
        for algorithm, (good, bad) in HASHES.items():
            with self.subTest(algorithm):
                kind = algorithm.lower()
                rows = [person(f"{kind}-{number}", password_hash=hashed.replace(",", "\\,")) for number, (hashed, _) in enumerate(good)]
                rows += [person(f"{kind}-bad-{number}", password_hash=hashed.replace(",", "\\,")) for number, hashed in enumerate(bad)]
                rows.append(person(f"{kind}-none"))
                job = self.importer.run(rows, PasswordHashingAlgorithm=algorithm, name=kind)
                self.assertEqual((job["PasswordHashingAlgorithm"], job["Status"], counts(job)),
                                 (algorithm, "Succeeded", (len(good) + 1, 0, len(bad))), self.importer.log(job)["lines"])
                for number, (_, password) in enumerate(good):
                    name = f"{kind}-{number}"
                    self.assertEqual(self.status(name), "CONFIRMED")
                    self.assert_refused(*WRONG_PASSWORD, "initiate_auth", **self.begin(name, "wr0ng-Horse"))
                    self.assert_refused(*WRONG_PASSWORD, "respond_to_auth_challenge", **self.by_srp(name, password))
                    self.assertIn("AuthenticationResult", self.cognito.initiate_auth(**self.begin(name, password)))
                    self.assertIn("AuthenticationResult", self.cognito.respond_to_auth_challenge(**self.by_srp(name, password)))
                self.assertEqual(self.status(f"{kind}-none"), "RESET_REQUIRED")

    def status(self, name):
        return self.cognito.admin_get_user(UserPoolId=self.pool_id, Username=name)["UserStatus"]

    def test_the_column_must_be_there(self):
        header = [column for column in self.importer.header if column != "password_hash"]
        self.assertEqual(self.importer.run([person("ada")], header, PasswordHashingAlgorithm="BCRYPT")["Status"], "Failed")


class Clock(unittest.TestCase):
    def test_an_address_lasts_a_quarter_of_an_hour_and_a_job_a_day_or_two(self):
        own = server.Server()  # whose clock may be moved
        self.addCleanup(own.stop)
        importer = Importer(own.endpoint)
        job = importer.create()
        self.advance(own, 901)
        self.assertEqual(put(job["PreSignedUrl"], importer.csv([person("ada")]))[0], 403)
        self.advance(own, 23 * 3600)
        self.assertEqual(importer.show(job)["Status"], "Created")
        self.advance(own, 25 * 3600)
        shown = importer.show(job)
        self.assertEqual((shown["Status"], shown["CompletionMessage"]), ("Expired", "The user import job has expired."))
        with self.assertRaises(importer.cognito.exceptions.PreconditionNotMetException):
            importer.start(job)

    def advance(self, own, seconds):
        status, answer = workbench.call(own.endpoint, "POST", "/_rockpool/clock/advance", {"seconds": seconds})
        self.assertEqual(status, 200, answer)


class Many(unittest.TestCase):
    ROWS = 100_000
    GROWTH_KB = 32 * 1024  # a part of what so many users take in memory; 4 MB were seen

    def setUp(self):
        self.server = server.Server(database="rockpool.db")  # a file in the server's own folder, so that memory holds no users
        self.addCleanup(self.server.stop)
        self.importer = Importer(self.server.endpoint)
        self.file = self.importer.csv(person(f"user-{number:06}", name="Somebody of the many") for number in range(self.ROWS))

    def most_memory_kb(self):
        with open(f"/proc/{self.server.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1))

    def test_a_hundred_thousand_take_little_memory_and_keep_nobody_waiting(self):
        cognito = self.importer.cognito
        job, second = self.importer.create("many"), self.importer.create("second")
        self.assertEqual(put(second["PreSignedUrl"], self.importer.csv([person("ada")]))[0], 200)
        before = self.most_memory_kb()
        self.assertEqual(put(job["PreSignedUrl"], self.file)[0], 200)
        self.importer.start(job)
        with self.assertRaises(cognito.exceptions.PreconditionNotMetException):
            self.importer.start(second)
        began = time.monotonic()
        cognito.admin_create_user(UserPoolId=self.importer.pool_id, Username="meanwhile", MessageAction="SUPPRESS")
        self.assertLess(time.monotonic() - began, 5)
        ended = self.importer.wait(job)
        self.assertEqual((ended["Status"], counts(ended)), ("Succeeded", (self.ROWS, 0, 0)))
        self.assertLess(self.most_memory_kb() - before, self.GROWTH_KB)
        last = cognito.admin_get_user(UserPoolId=self.importer.pool_id, Username=f"user-{self.ROWS - 1:06}")
        self.assertEqual(last["UserStatus"], "RESET_REQUIRED")
        log = self.importer.log(ended)["lines"]
        self.assertEqual(log[0], "[SUCCEEDED] Line Number 2 - The import succeeded.")
        self.assertLess(sum(map(len, log)), 1 << 20)

    def test_one_that_is_stopped_keeps_what_was_imported(self):
        cognito = self.importer.cognito
        job = self.importer.create("stopped")
        self.assertEqual(put(job["PreSignedUrl"], self.file)[0], 200)
        self.importer.start(job)
        stopped = cognito.stop_user_import_job(UserPoolId=self.importer.pool_id, JobId=job["JobId"])["UserImportJob"]
        self.assertEqual((stopped["Status"], stopped["CompletionMessage"]), ("Stopped", "The Import Job was stopped by the developer."))
        ended = self.importer.wait(job)
        self.assertEqual(ended["Status"], "Stopped")
        self.assertLess(ended["ImportedUsers"], self.ROWS)
        time.sleep(0.3)
        self.assertEqual(counts(self.importer.show(job)), counts(ended))
        estimated = cognito.describe_user_pool(UserPoolId=self.importer.pool_id)["UserPool"]["EstimatedNumberOfUsers"]
        self.assertEqual(estimated, ended["ImportedUsers"])
        with self.assertRaises(cognito.exceptions.PreconditionNotMetException):
            self.importer.start(job)
