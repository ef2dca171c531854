import logging

from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse
from flask import jsonify

app = FastAPI()
log = logging.getLogger(__name__)


@app.get("/orders")
def orders():
    try:
        return load_orders()
    except Exception as error:
        log.exception("orders could not be loaded")
        raise HTTPException(status_code=500, detail="orders could not be loaded") from error


@app.get("/stock")
async def stock():
    try:
        return await load_stock()
    except ValueError as error:
        return JSONResponse({"error": str(error)}, status_code=400)
    except Exception as e:
        log.error("stock: %s", str(e))
        return JSONResponse(status_code=500, content={"error": "Something went wrong"})


def report():
    try:
        return jsonify(load_report())
    except Exception as exc:
        log.warning(f"report: {exc}")
        return jsonify({"message": "no report"}), 500
