import ftplib
import imaplib
import smtplib
import ssl

import requests


def balance(user, password):
    return requests.get("https://bank.example/balance", auth=(user, password), timeout=5).json()


def local(user, password):
    return requests.get("http://localhost:8080/balance", auth=(user, password), timeout=5).json()


def news():
    return requests.get("http://news.example/posts", headers={"Accept": "text/plain"}, timeout=5).text


def send(user, password, message):
    with smtplib.SMTP("mail.example", 587) as mail:
        mail.starttls(context=ssl.create_default_context())
        mail.login(user, password)
        mail.send_message(message)


def inbox(user, password):
    box = imaplib.IMAP4_SSL("mail.example")
    box.login(user, password)
    return box


def upload(user, password, file):
    ftp = ftplib.FTP_TLS("files.example")
    ftp.login(user, password)
    ftp.prot_p()
    ftp.storbinary("STOR report", file)


def mirror(file):
    ftp = ftplib.FTP("files.example")
    ftp.login()
    ftp.retrbinary("RETR report", file.write)


def send_as_set(settings, message):
    connection = smtplib.SMTP(settings.server, settings.port)
    if settings.tls:
        connection.starttls()
    connection.login(settings.user, settings.password)
    connection.send_message(message)
